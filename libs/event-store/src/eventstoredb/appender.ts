import { setTimeout as sleep } from 'node:timers/promises';
import {
  MaxAppendSizeExceededError,
  NO_STREAM,
  StreamDeletedError,
  WrongExpectedVersionError as ClientWrongExpectedVersionError,
  type EventStoreDBClient,
  type JSONEventData,
} from '@eventstore/db-client';
import {
  EventIdConflictError,
  EventStoreUnavailableError,
  WrongExpectedVersionError,
  type AppendResult,
  type ExpectedRevision,
} from '../event-store.js';
import type { Budget, Calls } from './calls.js';
import type { ClientEvent } from './events.js';
import { toPosition } from './positions.js';
import type { Reader } from './reader.js';
import { Turns } from './turns.js';

type Exact = number | 'noStream';

/** Milliseconds between two looks whether a stream is there again. */
const REVIVAL_PAUSE = 10;

/** Events per look while the past of a stream is searched. */
const SEARCH_PAGE = 500;

/**
 * The server knows a repetition for certain only when the append names the revision it expects; otherwise it remembers recent
 * ids in memory, until it restarts. So `any` and `streamExists` become a revision here, after a look whether the events are
 * there already. They read the stream for that and are meant for short ones.
 */
export class Appender {
  readonly #client: EventStoreDBClient;
  readonly #calls: Calls;
  readonly #reader: Reader;
  readonly #turns = new Turns();

  constructor(client: EventStoreDBClient, calls: Calls, reader: Reader) {
    this.#client = client;
    this.#calls = calls;
    this.#reader = reader;
  }

  append(stream: string, events: readonly JSONEventData[], expected: ExpectedRevision): Promise<AppendResult> {
    if (expected !== 'any' && expected !== 'streamExists') {
      return this.#calls.run((budget) => this.#appendExactly(stream, events, expected, budget));
    }
    // In turns, or those of one process would race each other for the same revision.
    return this.#turns.take(stream, () => this.#calls.run((budget) => this.#appendAnywhere(stream, events, expected, budget)));
  }

  async #appendAnywhere(
    stream: string,
    events: readonly JSONEventData[],
    expected: 'any' | 'streamExists',
    budget: Budget,
  ): Promise<AppendResult> {
    while (!budget.spent) {
      const found = await this.#search(stream, events, budget);
      if (typeof found === 'object') return found;
      // The server would take a stream that has metadata only for one that exists.
      if (found === 'noStream' && expected === 'streamExists') throw new WrongExpectedVersionError(stream, expected, found);
      try {
        return await this.#appendExactly(stream, events, found, budget);
      } catch (error) {
        if (!(error instanceof WrongExpectedVersionError)) throw error;
      }
    }
    throw new EventStoreUnavailableError(`stream ${stream}: others are always faster`);
  }

  async #appendExactly(stream: string, events: readonly JSONEventData[], expected: Exact, budget: Budget): Promise<AppendResult> {
    try {
      const sent = await this.#send(stream, events, expected, budget);
      // The server said noStream to one that goes on from earlier events: it was deleted, and lives again.
      if (expected === 'noStream' && sent.revision >= events.length) await this.#visible(stream, budget);
      return sent;
    } catch (error) {
      if (!(error instanceof ClientWrongExpectedVersionError)) throw error;
      const { actualVersion } = error;
      return this.#afterRefusal(stream, events, expected, typeof actualVersion === 'bigint' ? Number(actualVersion) : 'noStream', budget);
    }
  }

  /** The server writes that a stream lives again right behind the append, and not always before it answers. */
  async #visible(stream: string, budget: Budget): Promise<void> {
    while ((await this.#reader.newest(stream, budget)) === undefined) {
      if (budget.spent) throw new EventStoreUnavailableError(`stream ${stream} was written and cannot be read`);
      await sleep(REVIVAL_PAUSE);
    }
  }

  /** The server refused. It may be a repetition that it did not recognise, and a deleted stream is none for us. */
  async #afterRefusal(
    stream: string,
    events: readonly JSONEventData[],
    expected: Exact,
    actual: Exact,
    budget: Budget,
  ): Promise<AppendResult> {
    const from = expected === 'noStream' ? 'start' : expected + 1;
    const there = await this.#reader.stream(stream, { from, direction: 'forwards', limit: events.length }, budget);
    if (there === undefined) {
      // Nothing to see of it, but it has been: the server counts on from there.
      if (expected === 'noStream' && actual !== 'noStream') return this.#send(stream, events, actual, budget);
      throw new WrongExpectedVersionError(stream, expected, 'noStream');
    }
    return this.#asRepetition(stream, events, there) ?? fail(new WrongExpectedVersionError(stream, expected, actual));
  }

  /** The first answer again when the events are there, else the revision of the newest event. */
  async #search(stream: string, events: readonly JSONEventData[], budget: Budget): Promise<AppendResult | Exact> {
    const ids = new Set(events.map(({ id }) => id));
    let head: Exact | undefined;
    for (let from: number | 'end' = 'end'; ; ) {
      const page = await this.#reader.stream(stream, { from, direction: 'backwards', limit: SEARCH_PAGE }, budget);
      const newest = page?.[0];
      const oldest = page?.at(-1);
      if (page === undefined || newest === undefined || oldest === undefined) return head ?? 'noStream';
      head ??= Number(newest.revision);
      const last = page.find(({ id }) => ids.has(id));
      if (last !== undefined) return this.#firstAnswer(stream, events, Number(last.revision), budget);
      if (page.length < SEARCH_PAGE || oldest.revision === 0n) return head;
      from = Number(oldest.revision) - 1;
    }
  }

  async #firstAnswer(stream: string, events: readonly JSONEventData[], last: number, budget: Budget): Promise<AppendResult> {
    const from = Math.max(0, last - events.length + 1);
    const there = await this.#reader.stream(stream, { from, direction: 'forwards', limit: events.length }, budget);
    return this.#asRepetition(stream, events, there ?? []) ?? fail(new EventIdConflictError(stream, events[0]?.id ?? ''));
  }

  /**
   * Undefined: these are other events.
   *
   * @throws EventIdConflictError some are the same, but not all, or not in this order
   */
  #asRepetition(stream: string, events: readonly JSONEventData[], there: readonly ClientEvent[]): AppendResult | undefined {
    const last = there.at(-1);
    if (last !== undefined && there.length === events.length && there.every(({ id }, i) => id === events[i]?.id)) {
      return { revision: Number(last.revision), position: toPosition(last.position ?? fail(new Error('an event without position'))) };
    }
    const known = events.find(({ id }) => there.some((event) => event.id === id));
    if (known !== undefined) throw new EventIdConflictError(stream, known.id);
    return undefined;
  }

  async #send(stream: string, events: readonly JSONEventData[], expected: Exact, budget: Budget): Promise<AppendResult> {
    const expectedRevision = expected === 'noStream' ? NO_STREAM : BigInt(expected);
    const deadline = budget.remaining;
    try {
      const sent = this.#client.appendToStream(stream, [...events], { expectedRevision, deadline, requiresLeader: true });
      const { nextExpectedRevision, position } = await budget.within(sent);
      const revision = Number(nextExpectedRevision);
      return { revision, position: position ? toPosition(position) : await this.#positionOf(stream, revision, budget) };
    } catch (error) {
      if (error instanceof StreamDeletedError) throw new Error(`stream ${stream} has a tombstone and takes no events any more`, { cause: error });
      if (error instanceof MaxAppendSizeExceededError) throw new RangeError(`stream ${stream}: an append may have ${error.maxAppendSize} bytes`, { cause: error });
      throw error;
    }
  }

  /** A repetition may be answered without the position. */
  async #positionOf(stream: string, revision: number, budget: Budget): Promise<AppendResult['position']> {
    const events = await this.#reader.stream(stream, { from: revision, direction: 'forwards', limit: 1 }, budget);
    return toPosition(events?.[0]?.position ?? fail(new EventStoreUnavailableError(`stream ${stream}: event ${revision} cannot be read`)));
  }
}

function fail(error: Error): never {
  throw error;
}
