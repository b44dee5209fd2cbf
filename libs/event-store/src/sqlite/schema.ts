import { DatabaseSync } from 'node:sqlite';

/** In the file's header, so that `file` and we know whose it is: "VSTB". */
const APPLICATION_ID = 0x56535442;
const SCHEMA_VERSION = 2;

const EVENT = `
  -- AUTOINCREMENT: a position is never given twice, also when the newest events are deleted.
  CREATE TABLE event (
    position   INTEGER PRIMARY KEY AUTOINCREMENT,
    stream_id  INTEGER NOT NULL REFERENCES stream (id),
    revision   INTEGER NOT NULL,
    event_id   TEXT    NOT NULL,          -- looked for within its stream alone: an index of random ids costs a page for each event
    type       TEXT    NOT NULL,
    created_at INTEGER NOT NULL           -- milliseconds since 1970
  ) STRICT;`;
const EVENT_INDEX = 'CREATE UNIQUE INDEX event_of_stream ON event (stream_id, revision);';

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
  ${EVENT}
  ${EVENT_INDEX}
  CREATE TABLE body         (position INTEGER PRIMARY KEY, data TEXT NOT NULL, metadata TEXT NOT NULL) STRICT; -- JSON
  CREATE TABLE passing_body (position INTEGER PRIMARY KEY, data TEXT NOT NULL, metadata TEXT NOT NULL) STRICT; -- JSON
  PRAGMA application_id = ${APPLICATION_ID};
  PRAGMA user_version = ${SCHEMA_VERSION};
  COMMIT;`;

/**
 * From schema 1, in which event_id was UNIQUE: a table cannot lose a constraint, so its rows are copied; the bodies stay where they
 * are. One transaction: a process that is killed meanwhile leaves schema 1 as it was.
 */
export const FROM_1 = `
  BEGIN IMMEDIATE;
  ALTER TABLE event RENAME TO event_1;
  ${EVENT}
  INSERT INTO event SELECT position, stream_id, revision, event_id, type, created_at FROM event_1;
  DELETE FROM sqlite_sequence WHERE name = 'event';
  UPDATE sqlite_sequence SET name = 'event' WHERE name = 'event_1';
  DROP TABLE event_1;
  ${EVENT_INDEX}
  PRAGMA user_version = 2;
  COMMIT;`;

/**
 * Creates the tables in an empty file, brings those of an older release up to date, and refuses a file that is not ours or from
 * a newer version. Opening also finishes what a crash left in the write-ahead log.
 */
export function prepareDatabase(file: string): void {
  // The key of event's rows is checked when they are written; a copy of them needs no second look.
  using database = new DatabaseSync(file, { enableForeignKeyConstraints: false });
  const number = (pragma: string): unknown => Object.values(database.prepare(`PRAGMA ${pragma}`).get() ?? {})[0];
  if (number('page_count') !== 0) {
    if (number('application_id') !== APPLICATION_ID) throw new Error('it is not an event log of this service');
    const version = Number(number('user_version'));
    if (version > SCHEMA_VERSION) {
      throw new Error(`it was written by a newer release (schema ${version}, this release knows ${SCHEMA_VERSION})`);
    }
    if (version === 1) database.exec(FROM_1);
    return;
  }
  database.exec('PRAGMA journal_mode = WAL');
  database.exec(CREATE);
}
