import { execFileSync } from 'node:child_process';
import { readFileSync, statSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { describe, expect, it, onTestFinished } from 'vitest';
import { anEvent, collect, eventsOf, newStream, someEvents } from '../../testing/contract-support.js';
import { temporaryFolder } from '../../testing/temporary-folder.js';
import { EventIdConflictError, EventStoreUnavailableError, WrongExpectedVersionError } from '../event-store.js';
import { DataFolderInUseError, DataFolderUnusableError } from './data-folder.js';
import { SqliteEventStore } from './sqlite-event-store.js';

async function open(directory = temporaryFolder(), now?: () => Date): Promise<SqliteEventStore> {
  const store = await SqliteEventStore.open({ directory, ...(now && { now }) });
  onTestFinished(() => store.close());
  return store;
}

/** By another process: opening the files in this one and closing them would drop SQLite's locks. */
function isInFiles(directory: string, text: string): boolean {
  try {
    execFileSync('grep', ['-rqaF', '-e', text, directory]);
    return true;
  } catch {
    return false;
  }
}

describe('the data folder', () => {
  it('is created when missing, and readable by its owner only', async () => {
    const directory = join(temporaryFolder(), 'a', 'b');
    await (await open(directory)).append(newStream(), someEvents(1), 'noStream');
    const mode = (name: string): number => statSync(join(directory, name)).mode & 0o077;
    expect([mode('.'), mode('events.sqlite'), mode('events.sqlite-wal')]).toEqual([0, 0, 0]);
  });

  it('belongs to one store, and is free again after close', async () => {
    const directory = temporaryFolder();
    const first = await open(directory);
    const second = SqliteEventStore.open({ directory });
    await expect(second).rejects.toThrow(DataFolderInUseError);
    await expect(second).rejects.toThrow(`data folder ${directory} is in use by another process`);
    await first.append('one-1', someEvents(1), 'noStream');
    await first.close();
    expect(await (await open(directory)).read('one-1')).toHaveLength(1);
  });

  it('keeps events, positions, retention and deletions when reopened', async () => {
    const directory = temporaryFolder();
    const first = await open(directory);
    await first.setMaxCount('few-1', 2);
    await first.append('few-1', someEvents(3), 'noStream');
    await first.append('stays-1', [anEvent({ text: 'a\u0000\ud800' })], 'noStream');
    const { position } = await first.append('goes-1', someEvents(2), 'noStream');
    const events = await first.readAll();
    await first.delete('goes-1', 1);
    await first.close();

    const again = await open(directory);
    expect(await again.readAll()).toEqual(events.filter(({ stream }) => stream !== 'goes-1'));
    expect((await again.append('few-1', someEvents(1), 2)).position > position).toBe(true);
    expect((await again.read('few-1'))?.map(({ revision }) => revision)).toEqual([2, 3]);
    expect(await again.append('goes-1', someEvents(1), 'noStream')).toMatchObject({ revision: 2 });
  });

  it('that cannot be written is one clear error', async () => {
    const file = join(temporaryFolder(), 'file');
    writeFileSync(file, '');
    const opened = SqliteEventStore.open({ directory: join(file, 'data') });
    await expect(opened).rejects.toThrow(DataFolderUnusableError);
    await expect(opened).rejects.toThrow(/^event log .*data cannot be used: .*ENOTDIR/);
  });

  it.each<[string, RegExp, (file: string) => void]>([
    ['garbage', /not a database/, (file) => writeFileSync(file, 'no database at all. '.repeat(500))],
    ['the database of something else', /not an event log/, (file) => sql(file, 'CREATE TABLE other (x)')],
    ['the log of a newer release', /newer release \(schema 999/, (file) => sql(file, 'PRAGMA user_version = 999')],
    ['half a file', /malformed|not a database/, (file) => truncateSync(file, 5_000)],
  ])('that holds %s is refused and not touched', async (what, message, spoil) => {
    const directory = temporaryFolder();
    const file = join(directory, 'events.sqlite');
    if (!what.startsWith('the database')) {
      const store = await open(directory);
      await store.append('one-1', someEvents(50), 'noStream');
      await store.close();
    }
    spoil(file);
    const before = readFileSync(file);
    await expect(SqliteEventStore.open({ directory })).rejects.toThrow(DataFolderUnusableError);
    await expect(SqliteEventStore.open({ directory })).rejects.toThrow(message);
    expect(readFileSync(file).equals(before)).toBe(true);
  });
});

describe('group commit', () => {
  it('writes all waiting appends in one transaction, each with its own outcome', async () => {
    const store = await open();
    await store.append('taken-1', someEvents(1), 'noStream');
    const before = store.transactions;
    const good = Array.from({ length: 100 }, () => store.append(newStream(), someEvents(2), 'noStream'));
    const bad = store.append('taken-1', someEvents(1), 'noStream');
    await expect(bad).rejects.toThrow(WrongExpectedVersionError);
    expect(await Promise.all(good)).toHaveLength(100);
    expect(store.transactions - before).toBe(1);
  });

  it('keeps one transaction for each append that comes alone', async () => {
    const store = await open();
    for (let i = 0; i < 5; i++) await store.append('alone-1', someEvents(1), 'any');
    expect(store.transactions).toBe(5);
  });
});

describe('event ids', () => {
  it('make a repetition harmless, wherever in the stream it is', async () => {
    const store = await open();
    const [before, events] = [someEvents(1), someEvents(2)];
    await store.append('one-1', before, 'noStream');
    const first = await store.append('one-1', events, 0);
    await store.append('one-1', someEvents(1), 2);
    for (const expected of [0, 'any', 'streamExists'] as const) {
      expect(await store.append('one-1', events, expected)).toEqual(first);
    }
    expect(await store.append('one-1', before, 'noStream')).toMatchObject({ revision: 0 });
    expect(await store.read('one-1')).toHaveLength(4);
  });

  it('make a repetition harmless in a stream that was deleted and lives again', async () => {
    const store = await open();
    await store.append('one-1', someEvents(2), 'noStream');
    await store.delete('one-1', 1);
    const events = someEvents(2);
    const first = await store.append('one-1', events, 'noStream');
    for (const expected of ['noStream', 'any', 1] as const) expect(await store.append('one-1', events, expected)).toEqual(first);
    expect(first.revision).toBe(3);
  });

  it('are refused in another order, and together with new ones', async () => {
    const store = await open();
    const [a, b, c] = [anEvent(), anEvent(), anEvent()];
    await store.append('one-1', [a, b], 'noStream');
    for (const [events, expected] of [[[b, a], 'any'], [[c, a], 'any'], [[b, c], 'streamExists'], [[b, c], 0], [[b, a], 'noStream']] as const) {
      await expect(store.append('one-1', events, expected)).rejects.toThrow(EventIdConflictError);
    }
    await expect(store.append('one-1', [b], 'any')).resolves.toMatchObject({ revision: 1 });
    expect(await store.read('one-1')).toHaveLength(2);
  });

  it('are those of their stream: a lost race is no repetition, and another stream has its own', async () => {
    const store = await open();
    const [a, b] = [anEvent(), anEvent()];
    await store.append('one-1', [a, b], 'noStream');
    await expect(store.append('one-1', [anEvent()], 0)).rejects.toThrow(WrongExpectedVersionError);
    await expect(store.append('one-1', [a, b], 7)).rejects.toThrow(WrongExpectedVersionError);
    await expect(store.append('two-1', [a, b], 'any')).resolves.toMatchObject({ revision: 1 });
  });
});

describe('time', () => {
  it('comes from the clock given', async () => {
    const store = await open(temporaryFolder(), () => new Date('2031-02-03T04:05:06.007Z'));
    await store.append('one-1', someEvents(1), 'noStream');
    expect((await store.read('one-1'))?.[0]?.createdAt).toBe('2031-02-03T04:05:06.007Z');
  });
});

describe('erasing', () => {
  it('leaves no byte of a deleted stream in any file, while the store is open', async () => {
    const directory = temporaryFolder();
    const store = await open(directory);
    for (let i = 0; i < 4; i++) await store.setMaxCount(`snapshot-${i}`, 1);
    const keys = Array.from({ length: 300 }, (_, i) => ({ stream: `key-${i}`, secret: `secret-${crypto.randomUUID()}` }));
    // Between the keys come and go larger events, so that SQLite merges pages and moves rows about.
    for (const { stream, secret } of keys) {
      await Promise.all([
        store.append(stream, [anEvent({ secret })], 'noStream'),
        ...[0, 1, 2, 3].map((i) => store.append(`snapshot-${i}`, [anEvent('x'.repeat(i * 700))], 'any')),
      ]);
    }
    const big = `secret-${crypto.randomUUID()}`;
    await store.append('key-big', [anEvent([big, 'x'.repeat(20_000), big])], 'noStream');
    expect(isInFiles(directory, 'secret-')).toBe(true);

    const kept = keys.splice(100, 1)[0]!;
    await Promise.all([...keys, { stream: 'key-big' }].map(({ stream }) => store.delete(stream, 'streamExists')));
    expect(isInFiles(directory, kept.secret)).toBe(true);
    await store.delete(kept.stream, 'streamExists');
    expect(isInFiles(directory, 'secret-')).toBe(false);
    expect((await store.read('snapshot-3'))?.[0]?.data).toBe('x'.repeat(2_100));
  });

  it('gives back the space of what maxCount takes away', async () => {
    const directory = temporaryFolder();
    const store = await open(directory);
    await store.setMaxCount('snapshot-1', 1);
    for (let i = 0; i < 200; i++) await store.append('snapshot-1', [anEvent('x'.repeat(20_000))], 'any');
    await store.close();
    expect(statSync(join(directory, 'events.sqlite')).size).toBeLessThan(400_000);
  });

  it('also erases what was written before maxCount was set', async () => {
    const directory = temporaryFolder();
    const store = await open(directory);
    await store.append('few-1', [anEvent('first-secret'), anEvent('second')], 'noStream');
    await store.setMaxCount('few-1', 1);
    await store.delete('other-1', 'any'); // empties the write-ahead log
    expect(isInFiles(directory, 'first-secret')).toBe(false);
    expect((await store.read('few-1'))?.map(({ data }) => data)).toEqual(['second']);
  });
});

describe('subscriptions', () => {
  it('page through big events and give every one', async () => {
    const store = await open();
    const events = Array.from({ length: 12 }, (_, i) => anEvent({ i, text: 'x'.repeat(300_000) }));
    await store.append('big-1', events, 'noStream');
    for (const options of [{}, { stream: 'big-1' }]) {
      const messages = await collect(store, options, (all) => all.at(-1)?.kind === 'caughtUp');
      expect(eventsOf(messages).map(({ id }) => id)).toEqual(events.map(({ id }) => id));
    }
    // A page that was left in the middle must not keep the log from being emptied.
    await expect(store.delete('big-1', 'any')).resolves.toBeUndefined();
  });

  it('refuse a position of another store, and fail after close', async () => {
    const store = await open();
    const follow = (after: string) => collect(store, { after: after as never }, () => false);
    await expect(follow('C:12/P:12')).rejects.toThrow(TypeError);
    await store.close();
    await expect(store.readAll()).rejects.toThrow(EventStoreUnavailableError);
  });
});

function sql(file: string, statement: string): void {
  using database = new DatabaseSync(file);
  database.exec(statement);
}
