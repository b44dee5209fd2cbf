import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { compileInto, run } from '../../testing/compiled.js';
import { logOfSchema1 } from '../../testing/schema-1.js';
import { temporaryFolder } from '../../testing/temporary-folder.js';
import { DataFolderInUseError } from './data-folder.js';
import { SqliteEventStore } from './sqlite-event-store.js';

/** Eight writers, each acknowledged append a line, until something ends it. */
const WRITE_FOR_EVER = `
  const store = await SqliteEventStore.open({ directory });
  const appends = async (writer) => {
    for (let i = 0; ; i++) {
      const event = { id: randomUUID(), type: 'Happened', data: { text: 'x'.repeat(200) }, metadata: {} };
      const { revision } = await store.append('writer-' + writer, [event], 'any');
      process.stdout.write('writer-' + writer + ' ' + revision + ' ' + event.id + '\\n');
    }
  };
  await Promise.all(Array.from({ length: 8 }, (_, writer) => appends(writer)));`;

describe('the embedded event store in a process of its own', () => {
  let compiled: string;
  beforeAll(() => {
    compiled = compileInto(mkdtempSync(join(tmpdir(), 'event-store-compiled-')));
  });
  afterAll(() => rmSync(compiled, { recursive: true }));

  const storedIn = async (directory: string): Promise<Set<string>> => {
    const store = await SqliteEventStore.open({ directory });
    const events = await store.readAll({ limit: 10_000 });
    await store.close();
    return new Set(events.map(({ stream, revision, id }) => `${stream} ${revision} ${id}`));
  };

  it('keeps every acknowledged event through kill -9, again and again, and is free for the next at once', async () => {
    const directory = temporaryFolder();
    const acknowledged: string[] = [];
    for (const enough of [1, 150, 400]) {
      const program = run(compiled, directory, WRITE_FOR_EVER);
      await program.line(() => program.lines.length >= enough);
      await expect(SqliteEventStore.open({ directory })).rejects.toThrow(DataFolderInUseError);
      program.process.kill('SIGKILL');
      await program.ended;
      acknowledged.push(...program.lines);
      const stored = await storedIn(directory);
      expect(acknowledged.filter((line) => !stored.has(line))).toEqual([]);
    }
  });

  it('acknowledges nothing that a full disk did not take, says so, and goes on when there is room', async () => {
    const directory = temporaryFolder();
    // Files may grow to 300 KB: as good as a full disk.
    const program = run(compiled, directory, WRITE_FOR_EVER, 'ulimit -f 300;');
    const { code, errors } = await program.ended;
    expect(code).toBe(1);
    expect(errors).toContain('EventStoreUnavailableError: the event log cannot be written');
    expect(program.lines.length).toBeGreaterThan(20);
    const stored = await storedIn(directory);
    expect(program.lines.filter((line) => !stored.has(line))).toEqual([]);
    const store = await SqliteEventStore.open({ directory });
    const event = { id: crypto.randomUUID(), type: 'Happened', data: {}, metadata: {} };
    await expect(store.append('writer-0', [event], 'streamExists')).resolves.toBeDefined();
    await store.close();
  });

  it('refuses all of a group that the disk did not take, and reads on', async () => {
    const body = `
      const store = await SqliteEventStore.open({ directory });
      const event = (size) => ({ id: randomUUID(), type: 'Happened', data: 'x'.repeat(size), metadata: {} });
      await store.append('small-1', [event(10)], 'noStream');
      const results = await Promise.allSettled([
        store.append('small-2', [event(10)], 'noStream'),
        store.append('big-1', [event(2_000_000)], 'noStream'),
        store.append('small-1', [event(10)], 'noStream'),
      ]);
      console.log(results.map(({ reason }) => reason?.name).join());
      console.log(JSON.stringify([(await store.read('small-1')).length, await store.read('small-2') ?? null]));
      await store.append('small-2', [event(10)], 'noStream');
      console.log('went on');
      await store.close();`;
    const program = run(compiled, temporaryFolder(), body, 'ulimit -f 1000;');
    expect(await program.ended).toEqual({ code: 0, errors: '' });
    const name = 'EventStoreUnavailableError';
    expect(program.lines).toEqual([`${name},${name},${name}`, '[1,null]', 'went on']);
  });

  describe('an older log that is being brought up to date', () => {
    const asStored = (then: ReturnType<typeof logOfSchema1>): Set<string> =>
      new Set(then.map(({ stream, revision, id }) => `${stream} ${revision} ${id}`));

    it('loses nothing to kill -9 in the middle, and is up to date after the next start', async () => {
      const directory = temporaryFolder();
      const then = logOfSchema1(directory, 3_000);
      const body = `
        import { DatabaseSync } from 'node:sqlite';
        import { FROM_1 } from '${compiled}/sqlite/schema.js';
        const database = new DatabaseSync(directory + '/events.sqlite', { enableForeignKeyConstraints: false });
        // With next to no page cache what is not committed goes to the file before, as it does with a large log.
        database.exec('PRAGMA cache_size = 1;' + FROM_1.slice(0, FROM_1.indexOf('COMMIT')));
        process.kill(process.pid, 'SIGKILL');`;
      expect(await run(compiled, directory, body).ended).toEqual({ code: null, errors: '' });
      expect(statSync(join(directory, 'events.sqlite-wal')).size).toBeGreaterThan(200_000);
      expect(await storedIn(directory)).toEqual(asStored(then));
    });

    it('stays as it was when the disk has no room for it, with a clear error', async () => {
      const directory = temporaryFolder();
      const then = logOfSchema1(directory, 3_000);
      const { code, errors } = await run(compiled, directory, 'await SqliteEventStore.open({ directory });', 'ulimit -f 100;').ended;
      expect(code).toBe(1);
      expect(errors).toMatch(/DataFolderUnusableError: event log .* cannot be used: (database or disk is full|disk I\/O error)/);
      expect(await storedIn(directory)).toEqual(asStored(then));
    });
  });

  it('keeps the process alive for pending appends, and only for them', async () => {
    const body = `
      const store = await SqliteEventStore.open({ directory });
      const event = { id: randomUUID(), type: 'Happened', data: {}, metadata: {} };
      void store.append('pending-1', [event], 'noStream').then(() => console.log('stored'));`;
    const program = run(compiled, temporaryFolder(), body);
    expect(await program.ended).toEqual({ code: 0, errors: '' });
    expect(program.lines).toEqual(['stored']);
  });

  it('lets the process end after close, with nothing left in the write-ahead log', async () => {
    const body = `
      import { readdirSync } from 'node:fs';
      const store = await SqliteEventStore.open({ directory });
      await store.append('one-1', [{ id: randomUUID(), type: 'Happened', data: {}, metadata: {} }], 'noStream');
      await store.close();
      console.log(readdirSync(directory).sort().join());`;
    const program = run(compiled, temporaryFolder(), body);
    expect(await program.ended).toEqual({ code: 0, errors: '' });
    expect(program.lines).toEqual(['events.sqlite,lock.sqlite']);
  });
});
