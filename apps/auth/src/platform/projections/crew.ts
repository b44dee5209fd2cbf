import type { EventStore } from '#event-store/event-store.js';
import { Lane, type LaneParts } from './lane.js';
import type { Ledger, Standing } from './ledger.js';
import { Member } from './member.js';
import type { Projection } from './projection.js';
import type { Views } from './views.js';

/** Puts every projection where its rows stand. Tables of projections that there are no more are dropped. */
export function enrolAll(views: Views, ledger: Ledger, projections: readonly Projection[]): readonly Member[] {
  const members = projections.map((projection) => enrol(views, ledger, projection));
  ledger.dropAbandoned(projections);
  return members;
}

export const enrol = (views: Views, ledger: Ledger, projection: Projection): Member => new Member(projection, views.tables(projection), ledger.enrol(projection));

/** Those that stand at the same place read the log together. */
export function lanesOf(members: readonly Member[], parts: LaneParts): readonly Lane[] {
  const byPosition = Map.groupBy(members, ({ position }) => position);
  return [...byPosition.values()].map((together) => new Lane(together, parts));
}

/**
 * Whether the rows came from this log. After the log was restored from a backup it may be shorter, or have gone on
 * differently; then rows and checkpoints speak of events that never happened.
 *
 * @throws EventStoreUnavailableError
 */
export async function isSameLog(store: EventStore, standings: readonly Standing[]): Promise<boolean> {
  const [newest] = await store.readAll({ direction: 'backwards', limit: 1 });
  for (const { position, witness } of standings) {
    if (position !== undefined && (newest === undefined || newest.position < position)) return false;
    if (witness === undefined) continue;
    const [event] = await store.readAll({ from: witness.position, limit: 1 });
    if (event?.position !== witness.position || event.id !== witness.eventId) return false;
  }
  return true;
}
