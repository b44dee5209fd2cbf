/*
 * The one thread that writes. Each message is a group of requests and becomes one transaction, so that one fsync serves all.
 *
 * This file runs compiled (.js) and as it stands (.ts, Node strips the types). Therefore: only syntax that can be erased,
 * and no imports at run time except node:.
 */
import { DatabaseSync } from 'node:sqlite';
import { parentPort, workerData } from 'node:worker_threads';
import type { ExpectedRevision } from '../event-store.js';
import type {
  AppendRequest,
  DeleteRequest,
  SetMaxCountRequest,
  WriteOutcome,
  WriteRequest,
  WriterCommand,
  WriterReport,
} from './writer-protocol.js';

type StreamRow = { id: number; head: number; deleted: number; max_count: number | null };
type EventPlace = { id: string; revision: number; position: number };

if (parentPort === null) throw new Error('this file runs as a worker thread');
const port = parentPort;
const database = new DatabaseSync(workerData as string, { timeout: 5_000 });
// FULL: the log is synced before the commit returns. secure_delete: deleted bytes become zeros, also in free pages.
database.exec('PRAGMA synchronous = FULL; PRAGMA secure_delete = ON; PRAGMA temp_store = MEMORY');
// A log of 64 MB before it is moved into the main file, because most of its pages are written again and again: with 16 MB moving them
// took a quarter of this thread's time. A larger page cache costs more than it saves: SQLite walks all of it when pages were split.
database.exec('PRAGMA cache_size = -8000; PRAGMA wal_autocheckpoint = 16000');

const findStream = database.prepare('SELECT id, head, deleted, max_count FROM stream WHERE name = ?');
const createStream = database.prepare('INSERT INTO stream (name, head) VALUES (?, ?)');
const moveHead = database.prepare('UPDATE stream SET head = ?, deleted = 0 WHERE id = ?');
const markDeleted = database.prepare('UPDATE stream SET deleted = 1 WHERE id = ?');
const saveMaxCount = database.prepare('UPDATE stream SET max_count = ? WHERE id = ?');
const findAnyOf = database.prepare(
  'SELECT min(revision) AS revision FROM event WHERE stream_id = ? AND event_id IN (SELECT value FROM json_each(?))',
);
const readPlaces = database.prepare(
  'SELECT event_id AS id, revision, position FROM event WHERE stream_id = ? AND revision >= ? ORDER BY revision LIMIT 0 + ?',
);
const insertEvent = database.prepare(
  'INSERT INTO event (stream_id, revision, event_id, type, created_at) VALUES (?, ?, ?, ?, ?)',
);
const insertBody = database.prepare('INSERT INTO body VALUES (?, ?, ?)');
const insertPassingBody = database.prepare('INSERT INTO passing_body VALUES (?, ?, ?)');
const upTo = 'stream_id = ? AND revision <= ?';
// In place, because the length stays the same (see schema.ts).
const blankBodies = database.prepare(`
  UPDATE body SET data = printf('%*s', octet_length(data), ''), metadata = printf('%*s', octet_length(metadata), '')
  WHERE position IN (SELECT position FROM event WHERE ${upTo})`);
const deletePassingBodies = database.prepare(
  `DELETE FROM passing_body WHERE position IN (SELECT position FROM event WHERE ${upTo})`,
);
const deleteEvents = database.prepare(`DELETE FROM event WHERE ${upTo}`);
const emptyLog = database.prepare('PRAGMA wal_checkpoint(TRUNCATE)');

port.on('message', (command: WriterCommand) => {
  if (command === 'close') {
    database.close();
    port.close();
  } else {
    report(commit(command));
  }
});
report('ready');

/** A request that is refused is refused before it has written anything, so the others of its group are not touched. */
function commit(group: readonly WriteRequest[]): readonly WriteOutcome[] {
  let outcomes: readonly WriteOutcome[];
  try {
    database.exec('BEGIN IMMEDIATE');
    outcomes = group.map(write);
    database.exec('COMMIT');
  } catch (error) {
    // Nothing of the group may be acknowledged. On some errors SQLite has rolled back by itself.
    if (database.isTransaction) database.exec('ROLLBACK');
    return group.map(() => failed(error));
  }
  if (!group.some((request) => request.kind === 'delete')) return outcomes;
  const wiped = wipeLog();
  return outcomes.map((outcome, i) => (group[i]?.kind === 'delete' && outcome.kind === 'done' ? wiped : outcome));
}

function write(request: WriteRequest): WriteOutcome {
  const stream = findStream.get(request.stream) as StreamRow | undefined;
  switch (request.kind) {
    case 'append':
      return append(request, stream);
    case 'delete':
      return remove(request, stream);
    case 'setMaxCount':
      return setMaxCount(request, stream);
  }
}

function append(request: AppendRequest, stream: StreamRow | undefined): WriteOutcome {
  const { stream: name, events, expected, createdAt } = request;
  const known = findRepetition(request, stream) ?? findMismatch(expected, stream);
  if (known !== undefined) return known;

  const head = (stream?.head ?? -1) + events.length;
  const id = stream?.id ?? Number(createStream.run(name, head).lastInsertRowid);
  if (stream !== undefined) moveHead.run(head, id);
  let revision = head - events.length;
  let position = 0;
  const insert = stream?.max_count == null ? insertBody : insertPassingBody;
  for (const event of events) {
    revision += 1;
    const { id: eventId, type, data, metadata } = event;
    position = Number(insertEvent.run(id, revision, eventId, type, createdAt).lastInsertRowid);
    insert.run(position, data, metadata);
  }
  if (stream?.max_count != null) erase(id, head - stream.max_count);
  return { kind: 'appended', revision, position, repeated: false };
}

/** The first answer again when the events stand where this append has put them before; undefined when none of them stands there. */
function findRepetition({ events, expected }: AppendRequest, stream: StreamRow | undefined): WriteOutcome | undefined {
  if (stream === undefined) return undefined;
  const from = firstPlace(events, expected, stream);
  // Behind the newest event, where most appends go, there is nothing to look for.
  if (from === undefined || from > stream.head) return undefined;
  const there = readPlaces.all(stream.id, from, events.length) as EventPlace[];
  const last = there.at(-1);
  if (last && there.length === events.length && there.every(({ id }, i) => id === events[i]?.id)) {
    return { kind: 'appended', revision: last.revision, position: last.position, repeated: true };
  }
  const stored = events.find(({ id }) => there.some((place) => place.id === id));
  return stored && { kind: 'eventIdConflict', eventId: stored.id };
}

/** From which revision on the events would stand if they were stored already; undefined: none of them is in the stream. */
function firstPlace(events: AppendRequest['events'], expected: ExpectedRevision, stream: StreamRow): number | undefined {
  if (expected === 'noStream') return 0;
  if (typeof expected === 'number') return expected + 1;
  const found = findAnyOf.get(stream.id, JSON.stringify(events.map(({ id }) => id))) as { revision: number | null };
  return found.revision ?? undefined;
}

function findMismatch(expected: ExpectedRevision, stream: StreamRow | undefined): WriteOutcome | undefined {
  const actual = stream === undefined || stream.head < 0 || stream.deleted === 1 ? 'noStream' : stream.head;
  if (expected === 'any' || expected === actual) return undefined;
  if (expected === 'streamExists' && actual !== 'noStream') return undefined;
  return { kind: 'wrongExpectedVersion', actual };
}

function remove({ expected }: DeleteRequest, stream: StreamRow | undefined): WriteOutcome {
  const mismatch = findMismatch(expected, stream);
  if (mismatch !== undefined) return mismatch;
  if (stream !== undefined && stream.head >= 0) {
    erase(stream.id, stream.head);
    markDeleted.run(stream.id);
  }
  return { kind: 'done' };
}

function setMaxCount({ stream: name, maxCount }: SetMaxCountRequest, stream: StreamRow | undefined): WriteOutcome {
  const id = stream?.id ?? Number(createStream.run(name, -1).lastInsertRowid);
  saveMaxCount.run(maxCount, id);
  if (stream !== undefined) erase(id, stream.head - maxCount);
  return { kind: 'done' };
}

function erase(streamId: number, upToRevision: number): void {
  blankBodies.run(streamId, upToRevision);
  deletePassingBodies.run(streamId, upToRevision);
  deleteEvents.run(streamId, upToRevision);
}

/** Streams are deleted to erase people: what is gone from the tables must not live on in the write-ahead log. */
function wipeLog(): WriteOutcome {
  try {
    const busy = emptyLog.get()?.['busy'];
    return busy === 0 ? { kind: 'done' } : failed(new Error('deleted, but the write-ahead log is in use and keeps a copy'));
  } catch (error) {
    return failed(error);
  }
}

function failed(error: unknown): WriteOutcome {
  return { kind: 'failed', reason: error instanceof Error ? error.message : String(error) };
}

function report(message: WriterReport): void {
  port.postMessage(message);
}
