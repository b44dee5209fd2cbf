import { randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { Logger } from '@nestjs/common';
import { type EventStore, EventStoreUnavailableError, type ExpectedRevision, WrongExpectedVersionError } from '#event-store/event-store.js';
import { Lease } from './lease.js';

export interface StoreLeaseOptions {
  readonly renewEveryMilliseconds: number;
  /** The holder stops when it could not renew for so long. */
  readonly lostAfterMilliseconds: number;
  /** Others take it when it was not renewed for so long; longer than the holder waits, by more than work needs to end. */
  readonly takeAfterMilliseconds: number;
  readonly lookEveryMilliseconds: number;
}

/** @param seconds without a renewal, after which others take it */
export const leaseTimes = (seconds: number): StoreLeaseOptions => ({
  renewEveryMilliseconds: (seconds * 1_000) / 3,
  lostAfterMilliseconds: (seconds * 2_000) / 3,
  takeAfterMilliseconds: seconds * 1_000,
  lookEveryMilliseconds: Math.min(1_000, (seconds * 1_000) / 6),
});

/**
 * A lease in the event store: the newest event of `lease-<name>` says who has it, every renewal is one more event, and of two who
 * take it at once the expected revision lets one. Nobody compares clocks: each measures on its own how long it saw no renewal.
 *
 * A holder that was frozen may go on for a moment beside the next one, so what runs under it must bear running twice.
 */
export class StoreLease extends Lease {
  private readonly logger = new Logger('Lease');
  private readonly stream: string;
  private readonly holder = randomUUID();

  constructor(
    private readonly store: EventStore,
    private readonly name: string,
    private readonly options: StoreLeaseOptions,
  ) {
    super();
    this.stream = `lease-${name}`;
  }

  override async hold(work: (signal: AbortSignal) => Promise<void>, end: AbortSignal): Promise<void> {
    while (!end.aborted) {
      const taken = await this.take(end);
      if (taken === undefined) return;
      this.logger.log(`${this.name}: runs here`);
      await this.keep(taken, work, end);
      this.logger.log(`${this.name}: runs here no more`);
    }
  }

  /** Waits until it is free, or its holder was not heard of for too long. @returns nothing at the end */
  private async take(end: AbortSignal): Promise<Taken | undefined> {
    let seen: { readonly revision: number; readonly at: number } | undefined;
    while (!end.aborted) {
      try {
        const newest = (await this.store.read(this.stream, { direction: 'backwards', limit: 1 }))?.[0];
        const revision = newest?.revision ?? -1;
        if (seen?.revision !== revision) seen = { revision, at: performance.now() };
        const isFree = newest === undefined || newest.type === 'LeaseReleased';
        if (isFree || performance.now() - seen.at >= this.options.takeAfterMilliseconds) return await this.write('LeaseTaken', newest?.revision ?? 'noStream');
      } catch (error) {
        if (!isExpected(error)) this.logger.error({ lease: this.name, err: error, msg: 'could not be looked at, will try again' });
      }
      await delay(this.options.lookEveryMilliseconds, undefined, { signal: end }).catch(() => {});
    }
    return undefined;
  }

  private async keep(taken: Taken, work: (signal: AbortSignal) => Promise<void>, end: AbortSignal): Promise<void> {
    const lost = new AbortController();
    const over = new AbortController();
    let last = taken;
    const watch = setInterval(() => {
      if (performance.now() - last.at > this.options.lostAfterMilliseconds) lost.abort();
    }, this.options.lookEveryMilliseconds / 2);
    const renewing = this.renew(taken, (renewed) => (last = renewed), lost, AbortSignal.any([lost.signal, over.signal]));
    try {
      await work(AbortSignal.any([lost.signal, end]));
    } finally {
      clearInterval(watch);
      over.abort();
      await renewing;
      if (!lost.signal.aborted) await this.write('LeaseReleased', last.revision).catch(() => {});
    }
  }

  private async renew(taken: Taken, renewed: (taken: Taken) => void, lost: AbortController, over: AbortSignal): Promise<void> {
    for (let { revision } = taken; ; ) {
      await delay(this.options.renewEveryMilliseconds, undefined, { signal: over }).catch(() => {});
      if (over.aborted) return;
      try {
        const now = await this.write('LeaseRenewed', revision);
        ({ revision } = now);
        renewed(now);
      } catch (error) {
        // Somebody else has it. Whatever else goes wrong, time will tell.
        if (error instanceof WrongExpectedVersionError) lost.abort();
      }
    }
  }

  private async write(type: 'LeaseTaken' | 'LeaseRenewed' | 'LeaseReleased', expected: ExpectedRevision): Promise<Taken> {
    const at = performance.now();
    if (type === 'LeaseTaken') await this.store.setMaxCount(this.stream, 1);
    const { revision } = await this.store.append(this.stream, [{ id: randomUUID(), type, data: { holder: this.holder }, metadata: {} }], expected);
    return { revision, at };
  }
}

interface Taken {
  readonly revision: number;
  /** Before it was written, on this process's own clock. */
  readonly at: number;
}

const isExpected = (error: unknown): boolean => error instanceof WrongExpectedVersionError || error instanceof EventStoreUnavailableError;
