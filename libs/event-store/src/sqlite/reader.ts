import { DatabaseSync, type StatementSync } from 'node:sqlite';
import { EventStoreUnavailableError, type Direction } from '../event-store.js';
import type { Heads } from './heads.js';
import type { EventRow } from './rows.js';

const SELECT = `
  SELECT event.position, stream.name AS stream, revision, event_id, type, created_at,
         coalesce(body.data, passing.data) AS data, coalesce(body.metadata, passing.metadata) AS metadata`;
const BODIES = `
  LEFT JOIN body ON body.position = event.position
  LEFT JOIN passing_body AS passing ON passing.position = event.position`;
const UNLIMITED = -1;
// A bare `LIMIT ?` is looked at when the statement is planned, so SQLite plans it anew each time something is bound to it: 10 to 15 µs.
const LIMITED = 'LIMIT 0 + ?';
// A page of a subscription ends at whichever comes first.
const PAGE_EVENTS = 250;
const PAGE_CHARACTERS = 1_000_000;

/** What one look of a subscription found. */
export interface Page {
  readonly rows: readonly EventRow[];
  /** There may be more behind it. */
  readonly full: boolean;
}

/**
 * Reads on the calling thread, on a connection of its own that never waits for the writer (write-ahead log).
 * No statement stays open between two calls: an open one would keep the writer from emptying the log.
 */
export class Reader {
  readonly #heads: Heads;
  readonly #database: DatabaseSync;
  readonly #findStream: StatementSync;
  readonly #readStream: Record<Direction, StatementSync>;
  readonly #readNewest: StatementSync;
  readonly #readAll: Record<Direction, StatementSync>;
  readonly #lastPosition: StatementSync;
  readonly #pageOfStream: StatementSync;

  /** @param heads told by the writer as well of what it wrote */
  constructor(file: string, heads: Heads) {
    this.#heads = heads;
    const database = new DatabaseSync(file, { readOnly: true, timeout: 5_000 });
    database.exec('PRAGMA cache_size = -2000');
    // CROSS JOIN fixes the order in which SQLite walks the tables.
    const ofStream = `${SELECT} FROM stream CROSS JOIN event ON stream_id = stream.id ${BODIES}`;
    const ofAll = `${SELECT} FROM event CROSS JOIN stream ON stream.id = stream_id ${BODIES}`;
    const named = 'name = ? AND deleted = 0 AND head >= 0';
    this.#database = database;
    this.#findStream = database.prepare(`SELECT head FROM stream WHERE ${named}`);
    this.#readStream = {
      forwards: database.prepare(`${ofStream} WHERE ${named} AND revision >= ? ORDER BY revision ${LIMITED}`),
      backwards: database.prepare(`${ofStream} WHERE ${named} AND revision <= ? ORDER BY revision DESC ${LIMITED}`),
    };
    this.#readNewest = database.prepare(
      `${SELECT} FROM stream CROSS JOIN event ON stream_id = stream.id AND revision = head ${BODIES} WHERE ${named}`,
    );
    this.#readAll = {
      forwards: database.prepare(`${ofAll} WHERE event.position >= ? ORDER BY event.position ${LIMITED}`),
      backwards: database.prepare(`${ofAll} WHERE event.position <= ? ORDER BY event.position DESC ${LIMITED}`),
    };
    this.#lastPosition = database.prepare('SELECT max(position) AS position FROM event');
    // The plus keeps SQLite on the index by revision instead of walking the positions of all streams.
    this.#pageOfStream = database.prepare(
      `${ofStream} WHERE name = ? AND revision > ? AND +event.position > ? ORDER BY revision LIMIT ${PAGE_EVENTS}`,
    );
  }

  /** Undefined: no such stream. Of a stream used lately no look is needed when `from` lies behind its newest event. */
  stream(name: string, from: number, direction: Direction, limit = UNLIMITED): readonly EventRow[] | undefined {
    return this.#look(() => {
      if (this.#heads.isAbsent(name)) return undefined;
      if (direction === 'forwards' && from > (this.#heads.get(name) ?? Infinity)) return [];
      const rows = this.#seen(this.#readStream[direction].all(name, from, limit) as unknown as EventRow[]);
      const newest = rows.at(-1)?.revision;
      if (newest === undefined) return this.#isThere(name) ? rows : undefined;
      if (direction === 'forwards' && (limit === UNLIMITED || rows.length < limit)) this.#heads.set(name, newest);
      return rows;
    });
  }

  /** The newest event of a stream, by one look. Undefined: no such stream. */
  newest(name: string): EventRow | undefined {
    return this.#look(() => {
      if (this.#heads.isAbsent(name)) return undefined;
      const [row] = this.#seen(this.#readNewest.all(name) as unknown as EventRow[]);
      if (row !== undefined) this.#heads.set(name, row.revision);
      return row;
    });
  }

  all(from: number, direction: Direction, limit: number): readonly EventRow[] {
    return this.#look(() => this.#seen(this.#readAll[direction].all(from, limit) as unknown as EventRow[]));
  }

  /** 0 when there is no event. */
  lastPosition(): number {
    return this.#look(() => Number(this.#lastPosition.get()?.['position'] ?? 0));
  }

  pageOfAll(after: number): Page {
    return this.#look(() => this.#page(this.#readAll.forwards.iterate(after + 1, PAGE_EVENTS)));
  }

  pageOfStream(name: string, afterRevision: number, afterPosition: number): Page {
    return this.#look(() => this.#page(this.#pageOfStream.iterate(name, afterRevision, afterPosition)));
  }

  close(): void {
    this.#database.close();
  }

  #look<T>(read: () => T): T {
    if (!this.#database.isOpen) throw new EventStoreUnavailableError('the event store is closed');
    try {
      return read();
    } catch (cause) {
      const reason = cause instanceof Error ? cause.message : String(cause);
      throw new EventStoreUnavailableError(`the event log cannot be read: ${reason}`, { cause });
    }
  }

  #isThere(name: string): boolean {
    const found = this.#findStream.get(name) as { readonly head: number } | undefined;
    if (found === undefined) this.#heads.setAbsent(name);
    else this.#heads.set(name, found.head);
    return found !== undefined;
  }

  #page(found: Iterable<unknown>): Page {
    const rows: EventRow[] = [];
    let characters = 0;
    for (const row of found as Iterable<EventRow>) {
      rows.push(row);
      characters += row.data.length + row.metadata.length;
      if (characters >= PAGE_CHARACTERS) break;
    }
    return { rows: this.#seen(rows), full: rows.length === PAGE_EVENTS || characters >= PAGE_CHARACTERS };
  }

  #seen(rows: EventRow[]): EventRow[] {
    for (const { stream, revision } of rows) this.#heads.seen(stream, revision);
    return rows;
  }
}
