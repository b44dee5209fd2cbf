import { DatabaseSync } from 'node:sqlite';

/** In the file's header, so that `file` and we know whose it is: "VSTB". */
const APPLICATION_ID = 0x56535442;
const SCHEMA_VERSION = 1;

/*
 * Why the bodies lie apart. When rows are removed, SQLite merges half-empty pages, and the bytes of the rows that it moves stay
 * behind in the gaps, where secure_delete does not reach them later (seen in the file, not only feared). So nothing is ever
 * removed from body: rows come at its end and are erased by writing blanks of the same length over them, and no row moves.
 * passing_body holds what is made to be thrown away, the events of streams with a maxCount; there the space is given back.
 */
const CREATE = `
  BEGIN IMMEDIATE;
  CREATE TABLE stream (
    id        INTEGER PRIMARY KEY,
    name      TEXT    NOT NULL UNIQUE,
    head      INTEGER NOT NULL,           -- revision of the newest event ever written, -1 before the first
    deleted   INTEGER NOT NULL DEFAULT 0, -- 1 from a deletion to the next append; the revisions go on from head
    max_count INTEGER
  ) STRICT;
  -- AUTOINCREMENT: a position is never given twice, also when the newest events are deleted.
  CREATE TABLE event (
    position   INTEGER PRIMARY KEY AUTOINCREMENT,
    stream_id  INTEGER NOT NULL REFERENCES stream (id),
    revision   INTEGER NOT NULL,
    event_id   TEXT    NOT NULL UNIQUE,
    type       TEXT    NOT NULL,
    created_at INTEGER NOT NULL,          -- milliseconds since 1970
    UNIQUE (stream_id, revision)
  ) STRICT;
  CREATE TABLE body         (position INTEGER PRIMARY KEY, data TEXT NOT NULL, metadata TEXT NOT NULL) STRICT; -- JSON
  CREATE TABLE passing_body (position INTEGER PRIMARY KEY, data TEXT NOT NULL, metadata TEXT NOT NULL) STRICT; -- JSON
  PRAGMA application_id = ${APPLICATION_ID};
  PRAGMA user_version = ${SCHEMA_VERSION};
  COMMIT;`;

/**
 * Creates the tables in an empty file, and refuses a file that is not ours or from a newer version.
 * Opening also finishes what a crash left in the write-ahead log.
 */
export function prepareDatabase(file: string): void {
  using database = new DatabaseSync(file);
  const number = (pragma: string): unknown => Object.values(database.prepare(`PRAGMA ${pragma}`).get() ?? {})[0];
  if (number('page_count') !== 0) {
    if (number('application_id') !== APPLICATION_ID) throw new Error('it is not an event log of this service');
    const version = Number(number('user_version'));
    if (version > SCHEMA_VERSION) {
      throw new Error(`it was written by a newer release (schema ${version}, this release knows ${SCHEMA_VERSION})`);
    }
    return;
  }
  database.exec('PRAGMA journal_mode = WAL');
  database.exec(CREATE);
}
