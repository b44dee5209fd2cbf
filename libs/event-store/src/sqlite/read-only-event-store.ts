import { join } from 'node:path';
import { DatabaseSync, type StatementSync } from 'node:sqlite';
import { checkInteger, READ_ALL_LIMIT } from '../check-arguments.js';
import { type AppendResult, EventStore, type ReadAllOptions, type ReadOptions, type RecordedEvent, type SubscriptionMessage } from '../event-store.js';
import { Heads } from './heads.js';
import { Reader } from './reader.js';
import { fromPosition, toRecordedEvent } from './rows.js';

/** As arrays, which takes half the time that objects do. */
type Columns = [position: number, stream: string, revision: number, id: string, type: string, createdAt: number, data: string, metadata: string];

/**
 * The embedded event store for another thread of the process that has it open: for reading what is there, not for following it, and
 * not for long, because what is written meanwhile may be missed.
 */
export class ReadOnlyEventStore extends EventStore {
  readonly #reader: Reader;
  readonly #database: DatabaseSync;
  readonly #pages: StatementSync;
  readonly #passOver: string;

  /**
   * @param directory of a store that stays open for as long as this one
   * @param passOver types of events that {@link readAll} leaves out
   */
  constructor(directory: string, passOver: readonly string[]) {
    super();
    const file = join(directory, 'events.sqlite');
    this.#passOver = JSON.stringify(passOver);
    this.#reader = new Reader(file, new Heads());
    this.#database = new DatabaseSync(file, { readOnly: true, timeout: 5_000 });
    this.#pages = this.#database.prepare(`
      SELECT event.position, name, revision, event_id, type, created_at, coalesce(body.data, passing.data), coalesce(body.metadata, passing.metadata)
      FROM event CROSS JOIN stream ON stream.id = stream_id
      LEFT JOIN body ON body.position = event.position LEFT JOIN passing_body AS passing ON passing.position = event.position
      WHERE event.position >= ? AND type NOT IN (SELECT value FROM json_each(?)) ORDER BY event.position LIMIT 0 + ?`);
    this.#pages.setReturnArrays(true);
  }

  override async read(stream: string, { direction = 'forwards', from = direction === 'forwards' ? 'start' : 'end', limit }: ReadOptions = {}): Promise<readonly RecordedEvent[] | undefined> {
    if (direction === 'backwards' && from === 'end' && limit === 1) {
      const newest = this.#reader.newest(stream);
      return newest && [toRecordedEvent(newest)];
    }
    const revision = from === 'start' ? 0 : from === 'end' ? Number.MAX_SAFE_INTEGER : from;
    return this.#reader.stream(stream, revision, direction, limit)?.map(toRecordedEvent);
  }

  /** Forwards only. */
  override async readAll({ direction = 'forwards', from = 'start', limit = 1_000 }: ReadAllOptions = {}): Promise<readonly RecordedEvent[]> {
    checkInteger(limit, 1, READ_ALL_LIMIT, 'limit');
    if (direction !== 'forwards' || from === 'end') throw new TypeError(ONLY_READS);
    const rows = this.#pages.all(from === 'start' ? 0 : fromPosition(from), this.#passOver, limit) as unknown as readonly Columns[];
    return rows.map(([position, stream, revision, event_id, type, created_at, data, metadata]) =>
      toRecordedEvent({ position, stream, revision, event_id, type, created_at, data, metadata }),
    );
  }

  override async close(): Promise<void> {
    this.#reader.close();
    this.#database.close();
  }

  override append(): Promise<AppendResult> {
    return refuse();
  }

  override setMaxCount(): Promise<void> {
    return refuse();
  }

  override delete(): Promise<void> {
    return refuse();
  }

  override subscribe(): AsyncIterable<SubscriptionMessage> {
    throw new TypeError(ONLY_READS);
  }
}

const ONLY_READS = 'this event store only reads what is there, from the start on';

const refuse = async (): Promise<never> => {
  throw new TypeError(ONLY_READS);
};
