import type { EventStoreDBClient } from '@eventstore/db-client';
import { checkAppend, checkExpected, checkInteger, checkStreamName, checkSubscription, READ_ALL_LIMIT } from '../check-arguments.js';
import {
  EventStore,
  EventStoreUnavailableError,
  type AppendResult,
  type ExpectedRevision,
  type NewEvent,
  type ReadAllOptions,
  type ReadOptions,
  type RecordedEvent,
  type SubscribeOptions,
  type SubscriptionMessage,
} from '../event-store.js';
import { Appender } from './appender.js';
import { Calls } from './calls.js';
import { createClient, disposeClient } from './client.js';
import { checkConnectionString } from './connection.js';
import { deleteStream } from './deletion.js';
import { toEventData, toRecordedEvent } from './events.js';
import { fromPosition } from './positions.js';
import { Reader } from './reader.js';
import { Reachability, type EventStoreDbStatus } from './status.js';
import { setMaxCount } from './stream-metadata.js';
import { Subscription, type SubscriptionParts } from './subscription.js';

export interface EventStoreDbEventStoreOptions {
  /** `esdb://user:password@host:2113?…` or `esdb+discover://…`: see docs/eventstoredb.md. */
  readonly connectionString: string;
  /** Refuse what only development may do (see {@link checkConnectionString}). */
  readonly production: boolean;
  /** Milliseconds after which a call is told that the store is not available. Default 4,500: a request then has its answer in 5 s. */
  readonly timeout?: number;
}

/**
 * The event log in EventStoreDB 24 or newer, or KurrentDB. One per process.
 *
 * It connects when it is first used: a server that is not there yet is no reason not to start.
 */
export class EventStoreDbEventStore extends EventStore {
  readonly #client: EventStoreDBClient;
  readonly #calls: Calls;
  readonly #reader: Reader;
  readonly #appender: Appender;
  readonly #reachability = new Reachability();
  readonly #closing = new AbortController();
  readonly #subscriptions: SubscriptionParts;
  readonly #underWay = new Set<Promise<unknown>>();
  #closed: Promise<void> | undefined;

  /** @throws UnsafeConnectionError */
  constructor({ connectionString, production, timeout = 4_500 }: EventStoreDbEventStoreOptions) {
    super();
    checkConnectionString(connectionString, production);
    this.#client = createClient(connectionString);
    this.#calls = new Calls(timeout, this.#reachability);
    this.#reader = new Reader(this.#client);
    this.#appender = new Appender(this.#client, this.#calls, this.#reader);
    this.#subscriptions = {
      client: this.#client,
      reader: this.#reader,
      calls: this.#calls,
      reachability: this.#reachability,
      closing: this.#closing.signal,
      timeout,
    };
  }

  /** For health and metrics. */
  status(): EventStoreDbStatus {
    return this.#reachability.status;
  }

  override async append(stream: string, events: readonly NewEvent[], expected: ExpectedRevision): Promise<AppendResult> {
    checkAppend(stream, events, expected);
    const data = events.map(toEventData);
    return this.#enter(() => this.#appender.append(stream, data, expected));
  }

  override async read(
    stream: string,
    { direction = 'forwards', from = direction === 'forwards' ? 'start' : 'end', limit }: ReadOptions = {},
  ): Promise<readonly RecordedEvent[] | undefined> {
    checkStreamName(stream);
    if (limit !== undefined) checkInteger(limit, 1, Number.MAX_SAFE_INTEGER, 'limit');
    if (typeof from === 'number') checkInteger(from, 0, Number.MAX_SAFE_INTEGER, 'from');
    const question = { direction, from, limit };
    const found = await this.#enter(() => this.#calls.run((budget) => this.#reader.stream(stream, question, budget)));
    return found?.map(toRecordedEvent);
  }

  override async readAll({
    direction = 'forwards',
    from = direction === 'forwards' ? 'start' : 'end',
    limit = 1_000,
  }: ReadAllOptions = {}): Promise<readonly RecordedEvent[]> {
    checkInteger(limit, 1, READ_ALL_LIMIT, 'limit');
    if (from !== 'start' && from !== 'end') fromPosition(from);
    const found = await this.#enter(() => this.#calls.run((budget) => this.#reader.all(from, direction, limit, budget)));
    return found.map(toRecordedEvent);
  }

  override subscribe(options: SubscribeOptions = {}): AsyncIterable<SubscriptionMessage> {
    checkSubscription(options);
    const { after = 'start' } = options;
    if (after !== 'start' && after !== 'end') fromPosition(after);
    return new Subscription(this.#subscriptions, { ...options, after }).messages();
  }

  override async setMaxCount(stream: string, maxCount: number): Promise<void> {
    checkStreamName(stream);
    checkInteger(maxCount, 1, Number.MAX_SAFE_INTEGER, 'maxCount');
    await this.#enter(() => this.#calls.run((budget) => setMaxCount(this.#client, this.#reader, stream, maxCount, budget)));
  }

  override async delete(stream: string, expected: ExpectedRevision): Promise<void> {
    checkStreamName(stream);
    checkExpected(expected);
    await this.#enter(() => deleteStream(this.#client, this.#reader, this.#calls, stream, expected));
  }

  override close(): Promise<void> {
    this.#closed ??= this.#close();
    return this.#closed;
  }

  async #close(): Promise<void> {
    this.#closing.abort();
    await Promise.allSettled(this.#underWay);
    await disposeClient(this.#client);
  }

  /** Notes what is under way, so that {@link close} can wait for it. */
  async #enter<T>(work: () => Promise<T>): Promise<T> {
    if (this.#closed !== undefined) throw new EventStoreUnavailableError('the event store is closed');
    const promise = work();
    this.#underWay.add(promise);
    try {
      return await promise;
    } finally {
      this.#underWay.delete(promise);
    }
  }
}
