import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { expect, it, onTestFinished } from 'vitest';
import { someEvents } from '../../testing/contract-support.js';
import { logOfSchema1 } from '../../testing/schema-1.js';
import { temporaryFolder } from '../../testing/temporary-folder.js';
import { SqliteEventStore } from './sqlite-event-store.js';

async function open(directory: string): Promise<SqliteEventStore> {
  const store = await SqliteEventStore.open({ directory });
  onTestFinished(() => store.close());
  return store;
}

/** Only while no store has the file open: closing it would drop SQLite's locks. */
function valuesOf(directory: string, query: string): readonly unknown[] {
  using database = new DatabaseSync(join(directory, 'events.sqlite'));
  return database.prepare(query).all().map((row) => Object.values(row)[0]);
}

const shapeOf = (directory: string): readonly unknown[] =>
  valuesOf(directory, "SELECT type || ' ' || name || ' of ' || tbl_name FROM sqlite_schema ORDER BY 1");

it('a log of the first release is brought up to date when it is opened, with everything in its place', async () => {
  const directory = temporaryFolder();
  const then = logOfSchema1(directory, 20);
  const store = await open(directory);
  const kept = { type: 'Happened', metadata: { actor: 'then' }, createdAt: '1970-01-02T00:00:00.000Z' };
  expect(await store.readAll()).toEqual(then.map((event) => ({ ...event, ...kept, data: { revision: event.revision } })));
  expect(await store.read('gone-1')).toBeUndefined();

  // No position is given twice, not even that of an event that was deleted then, and revisions go on.
  expect(await store.append('gone-1', someEvents(1), 'noStream')).toEqual({ revision: 1, position: '0000000000000023' });
  expect(await store.append('few-1', someEvents(1), 2)).toMatchObject({ revision: 3 });
  expect((await store.read('few-1'))?.map(({ revision }) => revision)).toEqual([3]);
  // What was appended then is a repetition now.
  const again = then.slice(3, 5).map(({ id }) => ({ id, type: 'Happened', data: {}, metadata: {} }));
  expect(await store.append('one-1', again, 2)).toEqual({ revision: 4, position: then[4]?.position });
  await store.close();

  expect(valuesOf(directory, 'PRAGMA integrity_check')).toEqual(['ok']);
  expect(valuesOf(directory, 'PRAGMA foreign_key_check')).toEqual([]);
  const fresh = temporaryFolder();
  await (await open(fresh)).close();
  expect(shapeOf(directory)).toEqual(shapeOf(fresh));
  expect(valuesOf(directory, 'PRAGMA user_version')).toEqual(valuesOf(fresh, 'PRAGMA user_version'));
});

it('a log of the first release that nothing was written to is one too', async () => {
  const directory = temporaryFolder();
  logOfSchema1(directory, 0);
  expect(await (await open(directory)).append('one-2', someEvents(1), 'noStream')).toMatchObject({ revision: 0 });
});
