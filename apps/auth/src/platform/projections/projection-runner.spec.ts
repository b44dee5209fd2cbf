import { randomUUID } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { Logger } from '@nestjs/common';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createCodec } from '#domain/kernel/codec.js';
import type { Sealed } from '#domain/kernel/sealed.js';
import { EventStoreUnavailableError } from '#event-store/event-store.js';
import type { OtherHalf } from './other-half.js';
import type { Projection } from './projection.js';
import type { ProjectionOptions } from './projection-runner.js';
import { PATIENTLY, World } from './testing/world.js';
import { Views, ViewsInUseError } from './views.js';

Logger.overrideLogger(false);

interface Noted {
  readonly type: 'Noted';
  readonly at: string;
  readonly text: string;
  readonly person: Sealed | null;
}

const codec = createCodec<Noted>({ Noted: { at: 'public', text: 'public', person: 'personal' } });

const SOME_ID = randomUUID();

/** One row per note; `poison` is a text it cannot apply. */
const notes = (name: Projection['name'], { poison = '', columns = 'text TEXT, person TEXT, stream TEXT' } = {}): Projection<Noted> => ({
  name,
  tables: ['note'],
  schema: `CREATE TABLE {note} (id INTEGER PRIMARY KEY, ${columns}) STRICT`,
  sources: [{ streamPrefix: 'note-', decode: codec.decode }],
  opens: ['Noted'],
  apply({ stream, event }, tables, open) {
    const person = event.person === null ? null : (open(stream.slice('note-'.length), 'person', event.person) ?? null);
    tables.run('INSERT INTO {note} (text, person, stream) VALUES (?, ?, ?)', event.text, person, stream);
    if (event.text === poison) throw new Error('poison');
  },
  forget(id, tables) {
    tables.run('UPDATE {note} SET person = NULL WHERE stream = ?', `note-${id}`);
  },
});

const texts = (views: Views, projection: Projection): readonly string[] =>
  views.tables(projection).all<{ text: string }>('SELECT text FROM {note} ORDER BY id').map(({ text }) => text);

describe('ProjectionRunner', () => {
  let world: World;
  beforeEach(async () => void (world = await World.open()));
  afterEach(() => world[Symbol.asyncDispose]());

  const note = async (text: string, person: string | null = null, id = '1') =>
    world.append(`note-${id}`, { type: 'Noted', text, person: person && (await world.seal(id, 'person', person)) } as { type: string });

  it('reads the log to its end, follows it, and lets a caller read its own write', async () => {
    const projection = notes('notes.v1');
    await note('a');
    const { runner, views } = world.start([projection]);
    await runner.caughtUp();
    expect(texts(views, projection)).toEqual(['a']);
    await world.append('other-1', { type: 'Ignored' });
    const { position } = await note('b');
    expect(await runner.waitFor(position, PATIENTLY)).toBe(true);
    expect(texts(views, projection)).toEqual(['a', 'b']);
    expect(runner.status()).toMatchObject([{ name: 'notes.v1', state: 'live', position, lagSeconds: 0, applied: 2 }]);
  });

  it('does not wait for ever', async () => {
    const { runner } = world.start([notes('notes.v1')]);
    await runner.caughtUp();
    expect(await runner.waitFor('9999999999999999' as never, 5)).toBe(false);
  });

  it('shows what was written before it was asked, and waits for none that has stopped', async () => {
    const [going, stopped] = [notes('notes.v1'), notes('bad.v1', { poison: 'a' })];
    const { runner, views } = world.start([going, stopped]);
    await runner.caughtUp();
    for (const text of ['a', 'b', 'c']) {
      await note(text);
      expect(await runner.waitForEnd()).toBe(true);
      expect(texts(views, going).at(-1)).toBe(text);
    }
    expect(texts(views, stopped)).toEqual([]);
  });

  it('applies each event once, wherever it was killed', async () => {
    const projection = notes('notes.v1');
    for (let index = 0; index < 25; index += 1) await note(`n${index}`);
    const expected = Array.from({ length: 25 }, (_, index) => `n${index}`);
    // Each start gets a few pages further and then loses the log, as if killed between two batches.
    const readAll = world.store.readAll.bind(world.store);
    for (let round = 0; round < 3; round += 1) {
      let pages = 0;
      const spy = vi.spyOn(world.store, 'readAll').mockImplementation(async (options) => {
        if (options?.direction === undefined && options?.limit !== 1 && (pages += 1) > 2) throw new EventStoreUnavailableError('killed');
        return readAll(options);
      });
      const { runner, views } = world.start([projection], { batchSize: 3 });
      await expect.poll(() => pages).toBeGreaterThan(2);
      await runner.stop();
      expect(texts(views, projection)).toEqual(expected.slice(0, (round + 1) * 6));
      views.close();
      spy.mockRestore();
    }
    const { runner, views } = world.start([projection], { batchSize: 3 });
    await runner.caughtUp();
    expect(texts(views, projection)).toEqual(expected);
  });

  it('undoes rows and checkpoint together when a batch cannot be committed', async () => {
    const projection = notes('notes.v1');
    const { runner, views } = world.start([projection]);
    await runner.caughtUp();
    const exec = views.exec.bind(views);
    const transaction = vi.spyOn(views, 'transaction').mockImplementationOnce((work) => {
      exec('BEGIN');
      work();
      exec('ROLLBACK');
      throw Object.assign(new Error('disk full'), { errcode: 13 });
    });
    const { position } = await note('a');
    expect(await runner.waitFor(position, PATIENTLY)).toBe(true);
    expect(transaction).toHaveBeenCalledTimes(2);
    expect(texts(views, projection)).toEqual(['a']);
  });

  it('passes over what is delivered again', async () => {
    const projection = notes('notes.v1');
    await note('a');
    const subscribe = world.store.subscribe.bind(world.store);
    vi.spyOn(world.store, 'subscribe').mockImplementation((options) => subscribe({ ...options, after: 'start' }));
    const { runner, views } = world.start([projection]);
    await runner.caughtUp();
    await runner.waitFor((await note('b')).position, PATIENTLY);
    expect(texts(views, projection)).toEqual(['a', 'b']);
  });

  it('blames no event for a full disk', async () => {
    const plain = notes('notes.v1');
    const full = vi.fn<typeof plain.apply>().mockImplementationOnce(() => {
      throw Object.assign(new Error('database or disk is full'), { errcode: 13 });
    });
    full.mockImplementation((...given) => plain.apply(...given));
    const projection = { ...plain, apply: full };
    await note('a');
    const { runner, views } = world.start([projection]);
    await runner.caughtUp();
    expect(full).toHaveBeenCalledTimes(2);
    expect(texts(views, projection)).toEqual(['a']);
    expect(runner.status()).toMatchObject([{ state: 'live', lastError: null }]);
  });

  it('stops one projection before an event that it cannot apply, and alarms; the others go on', async () => {
    const good = notes('good.v1');
    const bad = notes('bad.v1', { poison: 'b' });
    const onStopped = vi.fn();
    await note('a');
    const { runner, views } = world.start([good, bad], { onStopped });
    await runner.caughtUp();
    await note('b');
    const { position } = await note('c');
    expect(await runner.waitFor(position, PATIENTLY, ['good.v1'])).toBe(true);
    expect(await runner.waitFor(position, PATIENTLY)).toBe(false);
    expect(texts(views, good)).toEqual(['a', 'b', 'c']);
    expect(texts(views, bad)).toEqual(['a']);
    expect(runner.status()).toMatchObject([
      { name: 'good.v1', state: 'live', lastError: null, stoppedBefore: null },
      { name: 'bad.v1', state: 'stopped', lastError: 'Error: poison', stoppedBefore: { stream: 'note-1', revision: 1, type: 'Noted' } },
    ]);
    expect(onStopped.mock.calls).toMatchObject([[{ name: 'bad.v1' }]]);
    await runner.stop();
    views.close();

    // The next release understands it.
    const next = world.start([good, notes('bad.v1')]);
    await next.runner.caughtUp();
    expect(texts(next.views, bad)).toEqual(['a', 'b', 'c']);
    expect(texts(next.views, good)).toEqual(['a', 'b', 'c']);
  });

  it('fails closed on an event whose name it does not know', async () => {
    const projection = notes('notes.v1');
    await note('a');
    await world.append('note-1', { type: 'FromTheFuture' });
    await note('b');
    const { runner, views } = world.start([projection]);
    await runner.caughtUp();
    expect(texts(views, projection)).toEqual(['a']);
    expect(runner.status()).toMatchObject([{ state: 'stopped', lastError: 'UnknownEventError: unknown event FromTheFuture' }]);
  });

  it('builds a new version beside the old one and then drops the old one', async () => {
    const old = notes('notes.v1');
    await note('a');
    const first = world.start([old]);
    await first.runner.caughtUp();
    await first.runner.stop();
    first.views.close();

    const next = notes('notes.v2', { columns: 'text TEXT, person TEXT, stream TEXT, more TEXT' });
    const readAll = world.store.readAll.bind(world.store);
    const gate = Promise.withResolvers<void>();
    vi.spyOn(world.store, 'readAll').mockImplementation(async (options) => {
      if (options?.from === 'start') await gate.promise;
      return readAll(options);
    });
    const { runner, views } = world.start([next]);
    await expect.poll(() => runner.status()).toMatchObject([{ name: 'notes.v2', state: 'building' }]);
    expect(texts(views, old)).toEqual(['a']);
    gate.resolve();
    await runner.caughtUp();
    expect(texts(views, next)).toEqual(['a']);
    expect(() => texts(views, old)).toThrow('no such table');
  });

  it('holds nobody up while one that is new has far to go', async () => {
    const old = notes('old.v1');
    await note('a');
    const first = world.start([old]);
    await first.runner.caughtUp();
    await first.runner.stop();
    first.views.close();

    const readAll = world.store.readAll.bind(world.store);
    const gate = Promise.withResolvers<void>();
    vi.spyOn(world.store, 'readAll').mockImplementation(async (options) => {
      if (options?.from === 'start') await gate.promise;
      return readAll(options);
    });
    const { runner, views } = world.start([old, notes('new.v1')]);
    const { position } = await note('b');
    expect(await runner.waitFor(position, PATIENTLY, ['old.v1'])).toBe(true);
    expect(texts(views, old)).toEqual(['a', 'b']);
    gate.resolve();
    await runner.caughtUp();
    expect(texts(views, notes('new.v1'))).toEqual(['a', 'b']);
  });

  it('shows no name of a person whose key is gone, live, rebuilt or in what the file still holds', async () => {
    const projection = notes('notes.v1');
    await note('a', 'Rosalind Franklin-Quarterstaff', '1');
    for (let index = 0; index < 200; index += 1) await note(`n${index}`, `Somebody Else ${index}`, `${index + 2}`);
    const { runner, views } = world.start([projection]);
    await runner.caughtUp();
    const people = (from: Views) => from.tables(projection).all('SELECT text, person FROM {note} ORDER BY id');
    expect(people(views)[0]).toMatchObject({ text: 'a', person: 'Rosalind Franklin-Quarterstaff' });

    await world.vault.destroy('1');
    runner.forget('1');
    const late = await world.append('note-1', { type: 'Noted', text: 'late', person: 'v1.AAAA' } as { type: string });
    expect(await runner.waitFor(late.position, PATIENTLY)).toBe(true);
    expect(people(views)[0]).toMatchObject({ text: 'a', person: null });
    for (const file of [world.viewsFile(), `${world.viewsFile()}-wal`]) expect(readFileSync(file).includes('Quarterstaff')).toBe(false);

    const other = world.start([projection], {}, world.viewsFile('other'));
    await other.runner.caughtUp();
    expect(people(other.views)).toEqual(people(views));
  });

  it('opens nothing more of a person who was forgotten, although the key is still in a cache', async () => {
    const projection = notes('notes.v1');
    const { runner, views } = world.start([projection]);
    await runner.caughtUp();
    const sealed = await world.seal('1', 'person', 'Rosalind');
    runner.forget('1');
    await runner.waitFor((await world.append('note-1', { type: 'Noted', text: 'a', person: sealed } as { type: string })).position, PATIENTLY);
    await runner.waitFor((await note('b', 'Somebody', '2')).position, PATIENTLY);
    const people = views.tables(projection).all<{ person: string | null }>('SELECT person FROM {note} ORDER BY id');
    expect(people.map(({ person }) => person)).toEqual([null, 'Somebody']);
  });

  it('forgets whom the log says to be erased, also in a view that stands still, and leaves nothing in the file', async () => {
    const [going, standing] = [notes('notes.v1'), notes('still.v1', { poison: 'stop' })];
    await note('a', 'Rosalind Franklin-Quarterstaff', '1');
    for (let index = 0; index < 200; index += 1) await note(`n${index}`, `Somebody Else ${index}`, `${index + 2}`);
    const { runner, views } = world.start([going, standing]);
    await runner.caughtUp();
    await note('stop', null, 'stop');
    const erased = await world.append('account-1', { type: 'AccountErased' });
    expect(await runner.waitFor(erased.position, PATIENTLY, ['notes.v1'])).toBe(true);
    expect(runner.status().map(({ state }) => state)).toEqual(['live', 'stopped']);
    for (const projection of [going, standing]) {
      expect(views.tables(projection).get('SELECT person FROM {note} ORDER BY id')).toEqual({ person: null });
    }
    for (const file of [world.viewsFile(), `${world.viewsFile()}-wal`]) expect(readFileSync(file).includes('Quarterstaff')).toBe(false);
  });

  it('gives two instances the same rows, and the file to one of them', async () => {
    const projection = notes('notes.v1');
    const one = world.start([projection], {}, world.viewsFile('one'));
    const two = world.start([projection], { batchSize: 2 }, world.viewsFile('two'));
    for (let index = 0; index < 20; index += 1) await note(`n${index}`);
    const { position } = await note('last');
    expect(await Promise.all([one.runner.waitFor(position, PATIENTLY), two.runner.waitFor(position, PATIENTLY)])).toEqual([true, true]);
    expect(texts(two.views, projection)).toEqual(texts(one.views, projection));
    expect(texts(two.views, projection)).toHaveLength(21);
    expect(() => Views.open(world.viewsFile('one'))).toThrow(ViewsInUseError);
  });

  it.each([
    ['missing', () => undefined],
    ['no database', () => 'not a database, but long enough to look at'.repeat(200)],
    ['damaged', (bytes: Buffer) => bytes.fill(0xff, 4096, bytes.length)],
  ])('builds again from the log what is %s', async (_, damage) => {
    const projection = notes('notes.v1');
    await note('a');
    const first = world.start([projection]);
    await first.runner.caughtUp();
    await first.runner.stop();
    first.views.close();
    const bytes = damage(readFileSync(world.viewsFile()));
    writeFileSync(world.viewsFile(), bytes ?? '');
    const { runner, views } = world.start([projection]);
    await runner.caughtUp();
    expect(texts(views, projection)).toEqual(['a']);
  });

  it('builds again when the file turns out to be damaged while it is in use', async () => {
    const projection = notes('notes.v1');
    await note('a');
    const { runner, views } = world.start([projection]);
    await runner.caughtUp();
    vi.spyOn(views, 'transaction').mockImplementationOnce(() => {
      throw Object.assign(new Error('database disk image is malformed'), { errcode: 11 });
    });
    const replace = vi.spyOn(views, 'replace');
    const { position } = await note('b');
    expect(await runner.waitFor(position, PATIENTLY)).toBe(true);
    expect(replace).toHaveBeenCalledOnce();
    expect(texts(views, projection)).toEqual(['a', 'b']);
  });

  it('builds again when the tables were made by other SQL under the same name', async () => {
    await note('a');
    const first = world.start([notes('notes.v1')]);
    await first.runner.caughtUp();
    await first.runner.stop();
    first.views.close();
    const projection = notes('notes.v1', { columns: 'text TEXT, person TEXT, stream TEXT, more TEXT' });
    const { runner, views } = world.start([projection]);
    await runner.caughtUp();
    expect(views.tables(projection).all('SELECT * FROM {note}')).toMatchObject([{ text: 'a', more: null }]);
  });

  it.each([
    // The checkpoint lies behind the end of the log: what comes next would be taken for known.
    ['shorter', SOME_ID, 'other-1'],
    // The same length, but it went on differently.
    ['another one', randomUUID(), 'note-1'],
  ])('builds again when the log is %s, as after restoring a backup', async (_, idOfFirst, second) => {
    const projection = notes('notes.v1');
    const text = (value: string) => ({ type: 'Noted', text: value, person: null }) as { type: string };
    await world.append('note-1', text('a'), {}, SOME_ID);
    await world.append(second, text('never happened'));
    const first = world.start([projection], {}, world.viewsFile());
    await first.runner.caughtUp();
    await first.runner.stop();
    first.views.close();

    await using restored = await World.open();
    await restored.append('note-1', text('a'), {}, idOfFirst);
    if (second === 'note-1') await restored.append('note-1', text('b'));
    const { runner, views } = restored.start([projection], {}, world.viewsFile());
    await runner.caughtUp();
    await runner.waitFor((await restored.append('note-1', text('c'))).position, PATIENTLY);
    expect(texts(views, projection)).toEqual(second === 'note-1' ? ['a', 'b', 'c'] : ['a', 'c']);
  });

  it('tries again while the log is away', async () => {
    const projection = notes('notes.v1');
    await note('a');
    const readAll = vi.spyOn(world.store, 'readAll').mockRejectedValueOnce(new EventStoreUnavailableError('away'));
    const { runner, views } = world.start([projection]);
    await runner.caughtUp();
    expect(readAll.mock.calls.length).toBeGreaterThan(1);
    expect(texts(views, projection)).toEqual(['a']);
  });

  it('rebuilds on request, with progress, to the same rows', async () => {
    const projection = notes('notes.v1');
    for (let index = 0; index < 30; index += 1) await note(`n${index}`, `Person ${index}`, String(index));
    const live = world.start([projection]);
    expect(live.runner.building()).toMatchObject({ events: 0, share: 0, secondsLeft: null });
    await live.runner.caughtUp();
    expect(live.runner.building()).toBeUndefined();
    const rows = live.views.tables(projection).all('SELECT * FROM {note}');
    await expect(live.runner.rebuild()).rejects.toThrow('stop it first');
    await live.runner.stop();
    live.views.close();

    const views = Views.open(world.viewsFile());
    const progress = vi.fn();
    const result = await world.runner(views, [projection]).rebuild(progress);
    expect(result.events).toBe(60);
    expect(result.reached).toBe(result.end);
    expect(progress).toHaveBeenLastCalledWith(expect.objectContaining({ events: 60, share: 1, secondsLeft: 0 }));
    expect(views.tables(projection).all('SELECT * FROM {note}')).toEqual(rows);
  });

  describe('from nothing, with much to read', () => {
    const [here, beside] = [notes('here.v1'), notes('beside.v1', { poison: 'poison' })];
    /** As on a thread of its own. @param projection that of the release */
    const otherHalf = (projection = beside): OtherHalf => ({
      names: [beside.name],
      leastEvents: 20,
      async build({ file, until }) {
        const views = Views.open(file);
        await world.runner(views, [projection]).buildUntil(until);
        views.leave();
      },
    });
    const built = (options: Partial<ProjectionOptions>) => world.start([here, beside], options);
    beforeEach(async () => {
      for (let index = 0; index < 25; index += 1) await note(`n${index}`, `Person ${index}`, String(index));
    });

    it('builds one half of the views beside, takes it over, and goes on with both', async () => {
      const half = otherHalf();
      const build = vi.spyOn(half, 'build');
      const { runner, views } = built({ otherHalf: half });
      await runner.caughtUp();
      expect(build).toHaveBeenCalledOnce();
      const rows = (projection: Projection) => views.tables(projection).all('SELECT * FROM {note}');
      expect(rows(here)).toHaveLength(25);
      expect(rows(beside)).toEqual(rows(here));
      expect(await runner.waitFor((await note('more')).position, PATIENTLY)).toBe(true);
      expect(rows(beside)).toEqual(rows(here));
      expect(existsSync(views.fileBeside)).toBe(false);
      expect(runner.status().map(({ applied }) => applied)).toEqual([26, 1]);
    });

    it.each([
      ['cannot be built', { ...otherHalf(), build: () => Promise.reject(new Error('no thread')) }],
      ['was never begun', { ...otherHalf(), build: () => Promise.resolve() }],
    ])('builds here what %s beside', async (_, half) => {
      const { runner, views } = built({ otherHalf: half });
      await runner.caughtUp();
      expect(texts(views, beside)).toEqual(texts(views, here));
      expect(texts(views, beside)).toHaveLength(25);
    });

    it('does not bother with little', async () => {
      const half = { ...otherHalf(), leastEvents: 1_000, build: vi.fn<OtherHalf['build']>() };
      const { runner, views } = built({ otherHalf: half });
      await runner.caughtUp();
      expect(half.build).not.toHaveBeenCalled();
      expect(texts(views, beside)).toHaveLength(25);
    });

    it('stops and alarms for an event that could not be applied beside, once', async () => {
      await note('poison');
      await note('behind it');
      const onStopped = vi.fn();
      const { runner, views } = built({ otherHalf: otherHalf(), onStopped });
      await runner.caughtUp();
      expect(texts(views, beside)).toHaveLength(25);
      expect(texts(views, here)).toHaveLength(27);
      expect(onStopped.mock.calls).toMatchObject([[{ name: 'beside.v1', stoppedBefore: { stream: 'note-1' } }]]);
    });

    it('rebuilds on request in the same way', async () => {
      const views = Views.open(world.viewsFile());
      const result = await world.runner(views, [here, beside], { otherHalf: otherHalf() }).rebuild();
      // 25 notes and the keys of as many people.
      expect(result.events).toBe(50);
      expect(texts(views, beside)).toEqual(texts(views, here));
    });
  });

  it('throws away a file whose first build was interrupted', async () => {
    const projection = notes('notes.v1');
    await note('a');
    // As it is on the disk when the process is killed.
    const killed = Views.open(world.viewsFile());
    killed.exec('CREATE TABLE half (a)');
    killed.leave();
    const { runner, views } = world.start([projection]);
    await runner.caughtUp();
    expect(texts(views, projection)).toEqual(['a']);
    expect(() => views.exec('SELECT * FROM half')).toThrow('no such table');
  });

  it('refuses two projections of one name', () => {
    const views = Views.open(world.viewsFile());
    expect(() => world.runner(views, [notes('notes.v1'), notes('notes.v2')])).toThrow('same name');
    views.close();
  });
});
