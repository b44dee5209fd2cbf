import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Logger } from '@nestjs/common';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { type EventStore, EventStoreUnavailableError, type SubscribeOptions } from '#event-store/event-store.js';
import { SqliteEventStore } from '#event-store/sqlite/sqlite-event-store.js';
import { InProcessJobQueue } from '../jobs/in-process-job-queue.js';
import type { JobWorker } from '../jobs/job-queue.js';
import type { Reaction } from './reaction.js';
import { ReactionRunner } from './reaction-runner.js';

Logger.overrideLogger(false);

const RETRY = { attempts: 1_000, firstDelayMilliseconds: 1, maxDelayMilliseconds: 4 };
const OPTIONS = { saveEveryMilliseconds: 5, firstDelayMilliseconds: 1, maxDelayMilliseconds: 4 };

const reaction: Reaction = {
  name: 'notes',
  streamPrefixes: ['thing-'],
  jobsFor({ id, type, data }) {
    if (type === 'Garbled') throw new TypeError('cannot be understood');
    if (type !== 'Noted') return [];
    return [{ id: `${id}.note`, name: 'note', data: { text: (data as { text: string }).text } }];
  },
};

describe('ReactionRunner', () => {
  let directory: string;
  let store: EventStore;
  let done: string[];
  let runners: ReactionRunner[];

  beforeEach(async () => {
    directory = mkdtempSync(join(tmpdir(), 'reactions-'));
    store = await SqliteEventStore.open({ directory });
    done = [];
    runners = [];
  });
  afterEach(async () => {
    await Promise.all(runners.map((runner) => runner.stop()));
    await store.close();
    rmSync(directory, { recursive: true, force: true });
  });

  const write = (text: string, type = 'Noted'): Promise<unknown> =>
    store.append(`thing-${text}`, [{ id: randomUUID(), type, data: { text }, metadata: {} }], 'any');

  const note: JobWorker['handle'] = async ({ data }) => void done.push(String(data['text']));

  /** As after a start of the service: a new queue and a new runner over the same log. */
  const start = (handle = note, over = store, options: object = OPTIONS): ReactionRunner => {
    const queue = new InProcessJobQueue({ graceMilliseconds: 5 });
    queue.register('note', { handle, concurrency: 4, retry: RETRY });
    const runner = new ReactionRunner(over, queue, [reaction], options);
    runners.push(runner);
    runner.start();
    return runner;
  };
  const checkpoints = async (): Promise<readonly unknown[]> => (await store.read('checkpoint-notes')) ?? [];

  it('begins at the beginning of the log and goes on with what comes', async () => {
    await write('a');
    await write('ignored', 'Other');
    await write('b');
    const runner = start();
    await expect.poll(() => done).toEqual(['a', 'b']);
    await write('c');
    await expect.poll(() => done).toEqual(['a', 'b', 'c']);
    expect(runner.status()).toMatchObject([{ name: 'notes', state: 'live', unfinishedEvents: 0, skippedEvents: 0, lastError: null }]);
  });

  it('goes on after its checkpoint at the next start, and keeps one checkpoint', async () => {
    await write('a');
    const first = start();
    await expect.poll(() => done).toEqual(['a']);
    await write('b');
    await expect.poll(() => done).toEqual(['a', 'b']);
    await first.stop();
    expect(await checkpoints()).toHaveLength(1);
    await write('c');
    start();
    await expect.poll(() => done).toEqual(['a', 'b', 'c']);
  });

  it('lets a job that hangs hold up no other, and its checkpoint stays behind it', async () => {
    await write('before');
    await write('stuck');
    await write('after');
    const stuck: JobWorker['handle'] = (job, attempt) =>
      job.data['text'] === 'stuck'
        ? new Promise((_, reject) => attempt.signal.addEventListener('abort', () => reject(new Error('cut off'))))
        : note(job, attempt);
    const first = start(stuck);
    await expect.poll(() => done).toEqual(['before', 'after']);
    await first.stop();

    start();
    await expect.poll(() => done).toEqual(['before', 'after', 'stuck', 'after']);
  });

  it('loses no job in a crash between the event and its job', async () => {
    await write('a');
    // No stop and no checkpoint: the queue of the first start never comes to work.
    start(() => new Promise(() => {}), store, { ...OPTIONS, saveEveryMilliseconds: 60_000 });
    await write('b');
    start();
    await expect.poll(() => done).toEqual(['a', 'b']);
  });

  it('reports an event that it does not understand, for good, and serves the others on', async () => {
    await write('a');
    await write('poison', 'Garbled');
    await write('b');
    const runner = start();
    await expect.poll(() => done).toEqual(['a', 'b']);
    expect(runner.status()).toMatchObject([{ skippedEvents: 1 }]);
    expect(await store.read('skipped-notes')).toMatchObject([
      { type: 'ReactionSkippedEvent', data: { stream: 'thing-poison', revision: 0, eventType: 'Garbled', cause: 'TypeError' } },
    ]);
  });

  it('passes over nothing that it could not report', async () => {
    await write('poison', 'Garbled');
    await write('b');
    const append = vi.spyOn(store, 'append').mockRejectedValueOnce(new EventStoreUnavailableError('full disk'));
    start();
    await expect.poll(() => done).toEqual(['b']);
    expect(append.mock.calls.filter(([stream]) => stream === 'skipped-notes')).toHaveLength(2);
    expect(await store.read('skipped-notes')).toHaveLength(1);
  });

  it('subscribes again where it was when the subscription breaks', async () => {
    await write('a');
    await write('b');
    await write('c');
    const subscribe = store.subscribe.bind(store);
    let breaks = 0;
    vi.spyOn(store, 'subscribe').mockImplementation(async function* (options?: SubscribeOptions) {
      for await (const message of subscribe(options)) {
        yield message;
        if ((breaks += 1) <= 3) throw new EventStoreUnavailableError('connection lost');
      }
    });
    const runner = start();
    await expect.poll(() => runner.status()).toMatchObject([{ state: 'live', lastError: expect.stringContaining('connection lost') }]);
    expect(done).toEqual(['a', 'b', 'c']);
  });

  it('asks again when the queue does not take a job, and says so', async () => {
    await write('a');
    const queue = new InProcessJobQueue();
    queue.register('note', { handle: note, concurrency: 1, retry: RETRY });
    let away = true;
    const add = queue.add.bind(queue);
    vi.spyOn(queue, 'add').mockImplementation((job) => (away ? Promise.reject(new Error('redis away')) : add(job)));
    const runner = new ReactionRunner(store, queue, [reaction], OPTIONS);
    runners.push(runner);
    runner.start();
    await expect.poll(() => runner.status()).toMatchObject([{ state: 'broken', lastError: 'Error: redis away' }]);
    away = false;
    await expect.poll(() => done).toEqual(['a']);
    await expect.poll(() => runner.status()).toMatchObject([{ state: 'live' }]);
  });

  it('keeps a bounded number of events in hand', async () => {
    for (let index = 0; index < 12; index += 1) await write(`n${index}`);
    const gate = Promise.withResolvers<void>();
    const runner = start(
      async (job, attempt) => {
        await gate.promise;
        await note(job, attempt);
      },
      store,
      { ...OPTIONS, maxUnfinishedEvents: 5 },
    );
    await expect.poll(() => runner.status()).toMatchObject([{ unfinishedEvents: 5 }]);
    await new Promise((resolve) => setTimeout(resolve, 10));
    expect(runner.status()).toMatchObject([{ unfinishedEvents: 5 }]);
    gate.resolve();
    await expect.poll(() => done).toHaveLength(12);
  });

  it('refuses two reactions of one name: they would share a checkpoint', () => {
    expect(() => new ReactionRunner(store, new InProcessJobQueue(), [reaction, reaction])).toThrow('same name');
  });
});
