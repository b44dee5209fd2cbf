import { randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { type EventStore, type ExpectedRevision, type RecordedEvent, WrongExpectedVersionError } from '#event-store/event-store.js';
import type { StoreLeaseOptions } from '../platform/reactions/store-lease.js';
import { type OutcomeOf, outcomeId } from './mail-outcomes.js';

/** Events of one account that are kept: more than mails to one person are ever under way at a time. */
const KEPT = 64;

/**
 * Who of many instances sends a mail. A job may come to a second one while the first is at it: its process stood still, or Redis
 * lost the job. So before the last byte of a mail one says in `sending-<account id>` that it sends it, and says so again for as
 * long as it takes; everybody else waits for what becomes of it. As in a lease, nobody compares clocks.
 */
export class Sendings {
  private readonly holder = randomUUID();

  /** @param times `takeAfterMilliseconds` is what a killed instance's mail waits, and how long one may stand still unharmed */
  constructor(
    private readonly store: EventStore,
    private readonly times: StoreLeaseOptions,
  ) {}

  /**
   * Resolves when no other instance is sending this mail, or was not heard of for too long, or `isOver`.
   *
   * @throws Error `signal` aborted
   */
  async wait(of: OutcomeOf, isOver: () => Promise<boolean>, signal: AbortSignal): Promise<Sending> {
    let seen: { readonly revision: number; readonly at: number } | undefined;
    for (;;) {
      const { newest } = await look(this.store, of);
      if (newest !== undefined && seen?.revision !== newest.revision) seen = { revision: newest.revision, at: performance.now() };
      const isFree = newest === undefined || newest.type === 'SendingFailed' || holderOf(newest) === this.holder;
      const isTooLong = seen !== undefined && performance.now() - seen.at >= this.times.takeAfterMilliseconds;
      if (isFree || isTooLong || (await isOver())) return new Sending(this.store, of, this.holder, this.times, newest?.revision);
      await delay(this.times.lookEveryMilliseconds, undefined, { signal });
    }
  }
}

/** Of one mail, by this process. */
export class Sending {
  private begunAt: number | undefined;
  private renewing: NodeJS.Timeout | undefined;

  constructor(
    private readonly store: EventStore,
    private readonly of: OutcomeOf,
    private readonly holder: string,
    private readonly times: StoreLeaseOptions,
    /** The revision that says how things stood. */
    private seen: number | undefined,
  ) {}

  /**
   * Right before the last byte; again for another connection.
   *
   * @throws SentElsewhereError somebody else sends it, or may by now
   */
  async begin(): Promise<void> {
    if (this.begunAt === undefined) {
      await this.write('SendingBegun');
      this.renewing = setInterval(() => void this.write('SendingBegun').catch(() => {}), this.times.renewEveryMilliseconds);
    }
    // A process that stood still meanwhile does not know what others did.
    if (this.begunAt === undefined || performance.now() - this.begunAt > this.times.lostAfterMilliseconds) throw new SentElsewhereError();
  }

  /** Recorded, or this process can do no more about it. */
  end(): void {
    clearInterval(this.renewing);
  }

  /** Not sent: nobody needs to wait. */
  async fail(): Promise<void> {
    this.end();
    if (this.begunAt !== undefined) await this.write('SendingFailed').catch(() => {});
  }

  private async write(type: 'SendingBegun' | 'SendingFailed'): Promise<void> {
    const stream = streamOf(this.of);
    for (;;) {
      const at = performance.now();
      const { head, newest } = await look(this.store, this.of);
      if (newest !== undefined && newest.revision !== this.seen && holderOf(newest) !== this.holder) throw new SentElsewhereError();
      if (head === 'noStream') await this.store.setMaxCount(stream, KEPT);
      try {
        const data = { mail: outcomeId(this.of), holder: this.holder };
        const { revision } = await this.store.append(stream, [{ id: randomUUID(), type, data, metadata: {} }], head);
        [this.seen, this.begunAt] = [revision, at];
        return;
      } catch (error) {
        // Another mail to the same person, or somebody who was faster with this one.
        if (!(error instanceof WrongExpectedVersionError)) throw error;
      }
    }
  }
}

export class SentElsewhereError extends Error {
  constructor() {
    super('another instance sends this mail');
    this.name = 'SentElsewhereError';
  }
}

async function look(store: EventStore, of: OutcomeOf): Promise<{ readonly head: ExpectedRevision; readonly newest: RecordedEvent | undefined }> {
  const kept = (await store.read(streamOf(of), { direction: 'backwards', limit: KEPT })) ?? [];
  const mail = outcomeId(of);
  return { head: kept[0]?.revision ?? 'noStream', newest: kept.find(({ data }) => (data as { readonly mail?: string }).mail === mail) };
}

const holderOf = ({ data }: RecordedEvent): string | undefined => (data as { readonly holder?: string }).holder;

const streamOf = ({ accountId }: OutcomeOf): string => `sending-${accountId}`;
