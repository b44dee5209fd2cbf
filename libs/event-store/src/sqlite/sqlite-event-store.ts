import { checkAppend, checkExpected, checkInteger, checkStreamName, checkSubscription, READ_ALL_LIMIT } from '../check-arguments.js';
import {
  EventIdConflictError,
  EventStore,
  EventStoreUnavailableError,
  WrongExpectedVersionError,
  type AppendResult,
  type ExpectedRevision,
  type Json,
  type NewEvent,
  type ReadAllOptions,
  type ReadOptions,
  type RecordedEvent,
  type SubscribeOptions,
  type SubscriptionMessage,
} from '../event-store.js';
import { CommitSignal } from './commit-signal.js';
import { DataFolder } from './data-folder.js';
import { Heads } from './heads.js';
import { Reader } from './reader.js';
import { fromPosition, toPosition, toRecordedEvent } from './rows.js';
import { follow } from './subscription.js';
import { Tail } from './tail.js';
import type { StoredEvent, WriteOutcome } from './writer-protocol.js';
import { Writer } from './writer.js';

export interface SqliteEventStoreOptions {
  /** Created when missing. Belongs to one store at a time. */
  readonly directory: string;
  /** The clock that stamps events. Default: the system's. */
  readonly now?: () => Date;
}

/** The embedded event store: one SQLite file, written by a thread of its own, read on the calling thread. */
export class SqliteEventStore extends EventStore {
  readonly #folder: DataFolder;
  readonly #writer: Writer;
  readonly #reader: Reader;
  readonly #tail: Tail;
  readonly #commits: CommitSignal;
  readonly #now: () => Date;
  #closing: Promise<void> | undefined;

  private constructor(folder: DataFolder, writer: Writer, reader: Reader, tail: Tail, commits: CommitSignal, now: () => Date) {
    super();
    this.#folder = folder;
    this.#writer = writer;
    this.#reader = reader;
    this.#tail = tail;
    this.#commits = commits;
    this.#now = now;
  }

  /**
   * @throws DataFolderInUseError another process, or another store in this one, has the folder
   * @throws DataFolderUnusableError it cannot be written, or holds a file that is no event log or a newer one
   */
  static async open({ directory, now = () => new Date() }: SqliteEventStoreOptions): Promise<SqliteEventStore> {
    const folder = DataFolder.open(directory);
    try {
      const commits = new CommitSignal();
      const heads = new Heads();
      const tail = new Tail();
      const writer = await Writer.start(folder.file, (requests, outcomes) => {
        heads.written(requests, outcomes);
        tail.written(requests, outcomes);
        commits.announce();
      });
      return new SqliteEventStore(folder, writer, new Reader(folder.file, heads), tail, commits, now);
    } catch (error) {
      folder.release();
      throw error;
    }
  }

  /** Transactions written since opening; fewer than the appends when they came together. For metrics. */
  get transactions(): number {
    return this.#writer.commits;
  }

  override async append(stream: string, events: readonly NewEvent[], expected: ExpectedRevision): Promise<AppendResult> {
    checkAppend(stream, events, expected);
    const outcome = await this.#writer.submit({
      kind: 'append',
      stream,
      expected,
      createdAt: this.#now().getTime(),
      events: storedEvents(events),
    });
    if (outcome.kind !== 'appended') throw toError(outcome, stream, expected);
    return { revision: outcome.revision, position: toPosition(outcome.position) };
  }

  override async read(
    stream: string,
    { direction = 'forwards', from = direction === 'forwards' ? 'start' : 'end', limit }: ReadOptions = {},
  ): Promise<readonly RecordedEvent[] | undefined> {
    checkStreamName(stream);
    if (limit !== undefined) checkInteger(limit, 1, Number.MAX_SAFE_INTEGER, 'limit');
    const revision = from === 'start' ? 0 : from === 'end' ? Number.MAX_SAFE_INTEGER : from;
    checkInteger(revision, 0, Number.MAX_SAFE_INTEGER, 'from');
    if (direction === 'backwards' && from === 'end' && limit === 1) {
      const newest = this.#reader.newest(stream);
      return newest && [toRecordedEvent(newest)];
    }
    return this.#reader.stream(stream, revision, direction, limit)?.map(toRecordedEvent);
  }

  override async readAll({
    direction = 'forwards',
    from = direction === 'forwards' ? 'start' : 'end',
    limit = 1_000,
  }: ReadAllOptions = {}): Promise<readonly RecordedEvent[]> {
    checkInteger(limit, 1, READ_ALL_LIMIT, 'limit');
    const position = from === 'start' ? 0 : from === 'end' ? Number.MAX_SAFE_INTEGER : fromPosition(from);
    return this.#reader.all(position, direction, limit).map(toRecordedEvent);
  }

  override subscribe(options: SubscribeOptions = {}): AsyncIterable<SubscriptionMessage> {
    checkSubscription(options);
    return follow(this.#reader, this.#tail, this.#commits, options);
  }

  override async setMaxCount(stream: string, maxCount: number): Promise<void> {
    checkStreamName(stream);
    checkInteger(maxCount, 1, Number.MAX_SAFE_INTEGER, 'maxCount');
    const outcome = await this.#writer.submit({ kind: 'setMaxCount', stream, maxCount });
    if (outcome.kind !== 'done') throw toError(outcome, stream, 'any');
  }

  override async delete(stream: string, expected: ExpectedRevision): Promise<void> {
    checkStreamName(stream);
    checkExpected(expected);
    const outcome = await this.#writer.submit({ kind: 'delete', stream, expected });
    if (outcome.kind !== 'done') throw toError(outcome, stream, expected);
  }

  override close(): Promise<void> {
    this.#closing ??= this.#close();
    return this.#closing;
  }

  async #close(): Promise<void> {
    await this.#writer.drain();
    this.#commits.close();
    // The writer goes last, because the last connection to close empties the write-ahead log.
    this.#reader.close();
    await this.#writer.end();
    this.#folder.release();
  }
}

/** The events of one command share their metadata, which is then put into text once. */
function storedEvents(events: readonly NewEvent[]): readonly StoredEvent[] {
  let shared: { readonly metadata: Json; readonly text: string } | undefined;
  return events.map(({ id, type, data, metadata }) => {
    if (shared === undefined || shared.metadata !== metadata) shared = { metadata, text: toText(metadata) };
    return { id, type, data: toText(data), metadata: shared.text };
  });
}

function toText(value: Json): string {
  const text = JSON.stringify(value) as string | undefined;
  if (text === undefined) throw new TypeError('data and metadata must be JSON values');
  return text;
}

function toError(outcome: WriteOutcome, stream: string, expected: ExpectedRevision): Error {
  switch (outcome.kind) {
    case 'wrongExpectedVersion':
      return new WrongExpectedVersionError(stream, expected, outcome.actual);
    case 'eventIdConflict':
      return new EventIdConflictError(stream, outcome.eventId);
    case 'failed':
      return new EventStoreUnavailableError(`the event log cannot be written: ${outcome.reason}`);
    case 'appended':
    case 'done':
      return new Error(`unexpected answer of the writer: ${outcome.kind}`);
  }
}
