import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';

/** The tables as the first release made them. They stay as they are: such files exist. */
const SCHEMA_1 = `
  PRAGMA journal_mode = WAL;
  CREATE TABLE stream (
    id        INTEGER PRIMARY KEY,
    name      TEXT    NOT NULL UNIQUE,
    head      INTEGER NOT NULL,
    deleted   INTEGER NOT NULL DEFAULT 0,
    max_count INTEGER
  ) STRICT;
  CREATE TABLE event (
    position   INTEGER PRIMARY KEY AUTOINCREMENT,
    stream_id  INTEGER NOT NULL REFERENCES stream (id),
    revision   INTEGER NOT NULL,
    event_id   TEXT    NOT NULL UNIQUE,
    type       TEXT    NOT NULL,
    created_at INTEGER NOT NULL,
    UNIQUE (stream_id, revision)
  ) STRICT;
  CREATE TABLE body         (position INTEGER PRIMARY KEY, data TEXT NOT NULL, metadata TEXT NOT NULL) STRICT;
  CREATE TABLE passing_body (position INTEGER PRIMARY KEY, data TEXT NOT NULL, metadata TEXT NOT NULL) STRICT;
  PRAGMA application_id = 0x56535442;
  PRAGMA user_version = 1;`;

export interface StoredThen {
  readonly id: string;
  readonly stream: string;
  readonly revision: number;
  readonly position: string;
}

/**
 * A log that the first release has written: `count` events of `one-1`, the newest of three of `few-1`, which keeps one, and a deleted
 * stream `gone-1`, whose event was the newest of all. Returns what is left, in order.
 */
export function logOfSchema1(directory: string, count: number): readonly StoredThen[] {
  using database = new DatabaseSync(join(directory, 'events.sqlite'));
  database.exec(SCHEMA_1);
  database.exec('BEGIN');
  database.exec(`INSERT INTO stream VALUES (1, 'one-1', ${count - 1}, 0, NULL), (2, 'few-1', 2, 0, 1), (3, 'gone-1', 0, 1, NULL)`);
  const insertEvent = database.prepare("INSERT INTO event (stream_id, revision, event_id, type, created_at) VALUES (?, ?, ?, 'Happened', 86400000)");
  const stored: StoredThen[] = [];
  const insert = (id: number, stream: string, revision: number, body: string): void => {
    const eventId = randomUUID();
    const position = Number(insertEvent.run(id, revision, eventId).lastInsertRowid);
    database.prepare(`INSERT INTO ${body} VALUES (?, ?, '{"actor":"then"}')`).run(position, JSON.stringify({ revision }));
    stored.push({ id: eventId, stream, revision, position: String(position).padStart(16, '0') });
  };
  for (let revision = 0; revision < count; revision += 1) insert(1, 'one-1', revision, 'body');
  insert(2, 'few-1', 2, 'passing_body');
  insertEvent.run(3, 0, randomUUID());
  database.exec('DELETE FROM event WHERE stream_id = 3');
  database.exec('COMMIT');
  return stored;
}
