import type { RecordedEvent } from '#event-store/event-store.js';
import type { Ledger } from './ledger.js';
import type { Delivery, Member } from './member.js';
import type { Open } from './projection.js';
import { isEnvironmental } from './sqlite-errors.js';
import type { Views } from './views.js';

interface Outcome {
  readonly member: Member;
  readonly reached: RecordedEvent | undefined;
  readonly applied: number;
  readonly failure?: Failure;
}

export interface Failure {
  readonly member: Member;
  /** The event that could not be applied; everything before it is in the rows. */
  readonly event: RecordedEvent;
  readonly error: unknown;
}

/**
 * Applies events to projections that read them together. One transaction for all of them, a savepoint for each: rows and
 * checkpoint move together, and one that fails takes nobody along.
 *
 * @returns those that met an event they cannot apply
 * @throws when the file or the disk is to blame; then nothing has moved
 */
export function applyBatch(
  views: Views,
  ledger: Ledger,
  members: readonly Member[],
  deliveries: readonly Delivery[],
  open: Open,
): readonly Failure[] {
  const outcomes = views.transaction(() => members.map((member) => advance(views, ledger, member, deliveries, open)));
  // Only now is it certain.
  for (const { member, reached, applied } of outcomes) {
    member.position = reached?.position ?? member.position;
    member.applied += applied;
  }
  return outcomes.flatMap(({ failure }) => failure ?? []);
}

function advance(views: Views, ledger: Ledger, member: Member, all: readonly Delivery[], open: Open): Outcome {
  const { position } = member;
  // What it has seen before is passed over: redelivery is a no-op.
  const deliveries = position === undefined ? all : all.filter(({ recorded }) => recorded.position > position);
  let at: Delivery | undefined;
  try {
    return views.savepoint(() => {
      let applied = 0;
      let witness: RecordedEvent | undefined;
      for (const delivery of deliveries) {
        at = delivery;
        const source = member.sourceOf(delivery.prefix);
        if (source === undefined) continue;
        member.projection.apply(delivery.readBy(source), member.tables, open);
        const erased = erasedBy(delivery.recorded);
        if (erased !== undefined) member.projection.forget(erased, member.tables);
        witness = delivery.recorded;
        applied += 1;
      }
      at = undefined;
      const reached = deliveries.at(-1)?.recorded;
      if (reached !== undefined) ledger.move(member.projection.name, reached.position, witness);
      return { member, reached, applied };
    });
  } catch (error) {
    if (at === undefined || isEnvironmental(error)) throw error;
    // The failed event may have written half of its rows: everything was undone, and what came before it is done again.
    const before = advance(views, ledger, member, deliveries.slice(0, deliveries.indexOf(at)), open);
    return { ...before, failure: before.failure ?? { member, event: at.recorded, error } };
  }
}

/** The account whose person this event erases. From here on the rows are as if they had never been known. */
export const erasedBy = ({ type, stream }: RecordedEvent): string | undefined => (type === 'AccountErased' ? stream.slice(stream.indexOf('-') + 1) : undefined);
