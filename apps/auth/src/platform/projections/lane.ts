import { setImmediate, setTimeout as delay } from 'node:timers/promises';
import { Logger } from '@nestjs/common';
import { comparePositions, type EventStore, type Position, type RecordedEvent } from '#event-store/event-store.js';
import { backOffMilliseconds } from '../jobs/back-off.js';
import { applyBatch, erasedBy } from './batch.js';
import { inBatches } from './in-batches.js';
import type { Ledger } from './ledger.js';
import { Delivery, type Member } from './member.js';
import type { Opening } from './opening.js';
import { isCorrupt } from './sqlite-errors.js';
import type { Views } from './views.js';

export interface LaneOptions {
  /** Events that are read and written together. Each batch keeps the thread busy until it is written. */
  readonly batchSize: number;
  readonly firstDelayMilliseconds: number;
  readonly maxDelayMilliseconds: number;
}

export interface LaneParts {
  readonly views: Views;
  readonly ledger: Ledger;
  readonly store: EventStore;
  readonly opening: Opening;
  readonly options: LaneOptions;
  /** People were erased: nothing of them is opened any more, and every view forgets them, also one that stands still. */
  readonly forget: (accountIds: readonly string[]) => void;
  /** At the end of the log: what is left of them in the file goes. */
  readonly scrub: () => void;
  /** After each batch, and whenever a projection changed its state. */
  readonly moved: () => void;
  /** After each page: how many events of it were new, and the newest. */
  readonly read: (events: number, newest: RecordedEvent) => void;
  /** A projection met an event that it cannot apply. */
  readonly failed: (member: Member) => void;
}

/**
 * While so many events come at a time, those of the next moments are applied together: they share pages of the file, each of which is
 * written once for all of them. What comes alone is applied at once, and a backlog without a pause.
 */
const MANY = 16;
const BACKLOG = 250;
const GATHER_MILLISECONDS = 15;

/** Projections that stand at the same place and read the log together. One that has far to go holds up no other lane. */
export class Lane {
  private readonly logger = new Logger('Projections');

  constructor(
    private readonly members: readonly Member[],
    private readonly parts: LaneParts,
  ) {}

  /**
   * Reads to the end of the log and follows it, until `signal` aborts or no member is left at work.
   *
   * @throws SQLite's error when the file is damaged; anything else is tried again
   */
  async run(signal: AbortSignal): Promise<void> {
    for (let failures = 1; !signal.aborted && this.atWork.length > 0; failures += 1) {
      try {
        while ((await this.readPage()) >= this.parts.options.batchSize && !signal.aborted) await setImmediate();
        await this.follow(signal, () => (failures = 0));
      } catch (error) {
        if (signal.aborted) return;
        if (isCorrupt(error)) throw error;
        this.interrupted(error);
        const wait = backOffMilliseconds(this.parts.options, Math.max(1, failures));
        await delay(wait, undefined, { signal }).catch(() => {});
      }
    }
  }

  /** Reads up to and with an event, or to the end of the log. */
  async readUntil(until: Position | 'end', signal: AbortSignal): Promise<void> {
    while (this.atWork.length > 0 && !signal.aborted) {
      const read = await this.readPage(until === 'end' ? undefined : until);
      if (read === 0) break;
      // So that a signal to end is heard.
      await setImmediate();
    }
    // It may have been passed over as of no interest, with others before it.
    if (until === 'end' || signal.aborted) return;
    for (const member of this.atWork) {
      this.parts.ledger.move(member.projection.name, until, undefined);
      member.position = until;
    }
  }

  /** @returns how many events were new; fewer than a batch means that the end was near */
  async readPage(until?: Position): Promise<number> {
    const after = this.position;
    const { batchSize } = this.parts.options;
    // One more, because the page begins with the event that was the last one seen.
    const page = await this.parts.store.readAll({ from: after ?? 'start', limit: after === undefined ? batchSize : batchSize + 1 });
    const isNew = (position: Position): boolean => (after === undefined || position > after) && (until === undefined || position <= until);
    const events = page.filter(({ position }) => isNew(position));
    await this.take(events);
    const newest = events.at(-1);
    if (newest !== undefined) this.parts.read(events.length, newest);
    return events.length;
  }

  becomeLive(): void {
    for (const member of this.atWork) {
      if (!member.ready) this.parts.ledger.promote(member.projection);
      member.becomeLive();
    }
    this.parts.views.endBuilding();
    this.parts.scrub();
    this.parts.moved();
  }

  get atWork(): readonly Member[] {
    return this.members.filter((member) => member.atWork);
  }

  /** Where the hindmost stands: after a failure they may have come apart. */
  private get position(): Position | undefined {
    const positions = this.atWork.map(({ position }) => position).filter((position) => position !== undefined);
    return positions.length < this.atWork.length ? undefined : positions.toSorted(comparePositions)[0];
  }

  private async follow(signal: AbortSignal, wentWell: () => void): Promise<void> {
    const messages = this.parts.store.subscribe({ after: this.position ?? 'start', signal });
    for await (const batch of inBatches(messages, this.parts.options.batchSize)) {
      wentWell();
      await this.take(batch.flatMap((message) => (message.kind === 'event' ? message.event : [])));
      if (signal.aborted || this.atWork.length === 0) return;
      if (batch.some(({ kind }) => kind === 'caughtUp')) this.becomeLive();
      if (batch.length >= MANY && batch.length < BACKLOG) await delay(GATHER_MILLISECONDS, undefined, { signal }).catch(() => {});
    }
    if (!signal.aborted) throw new Error('the subscription ended');
  }

  private async take(events: readonly RecordedEvent[]): Promise<void> {
    const [oldest] = events;
    if (oldest === undefined) return;
    const { views, ledger, opening } = this.parts;
    for (const member of this.atWork) member.behindSince = oldest.createdAt;
    const erased = events.flatMap((event) => erasedBy(event) ?? []);
    // Before the rows move past it: after a crash in between it comes again.
    if (erased.length > 0) this.parts.forget(erased);
    const deliveries = events.map((event) => new Delivery(event));
    const open = await opening.prepare(this.atWork, deliveries);
    const failures = applyBatch(views, ledger, this.atWork, deliveries, open);
    for (const failure of failures) {
      failure.member.stop(failure.event, describe(failure.error));
      this.parts.failed(failure.member);
    }
    for (const member of this.atWork) member.upTo(events.at(-1) ?? oldest);
    // On the way to the end there may be many more.
    if (this.atWork.every(({ state }) => state === 'live')) this.parts.scrub();
    this.parts.moved();
  }

  private interrupted(error: unknown): void {
    const reason = describe(error);
    const names = this.atWork.map((member) => member.projection.name).join(', ');
    this.logger.error(`${names}: interrupted, will be tried again: ${reason}`);
    for (const member of this.atWork) member.becomeBroken(reason);
  }
}

/** The name alone where the message may quote what it could not read. */
export function describe(error: unknown): string {
  if (!(error instanceof Error)) return 'unknown error';
  return error instanceof SyntaxError ? error.name : `${error.name}: ${error.message}`;
}
