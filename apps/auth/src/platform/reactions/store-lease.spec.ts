import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Logger } from '@nestjs/common';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { EventStoreUnavailableError, type EventStore } from '#event-store/event-store.js';
import { SqliteEventStore } from '#event-store/sqlite/sqlite-event-store.js';
import { StoreLease, type StoreLeaseOptions } from './store-lease.js';

Logger.overrideLogger(false);

// On a machine that is busy with other tests nobody may lose a lease for want of a processor.
const OPTIONS = { renewEveryMilliseconds: 20, lostAfterMilliseconds: 20_000, takeAfterMilliseconds: 30_000, lookEveryMilliseconds: 10 };
const LOST_SOON = { ...OPTIONS, lostAfterMilliseconds: 400 };
const TAKES_SOON = { ...OPTIONS, takeAfterMilliseconds: 1_200 };

describe('StoreLease', () => {
  let directory: string;
  let store: EventStore;
  let instances: Instance[];
  beforeEach(async () => {
    directory = mkdtempSync(join(tmpdir(), 'lease-'));
    store = await SqliteEventStore.open({ directory });
    instances = [];
  });
  afterEach(async () => {
    vi.restoreAllMocks();
    await Promise.all(instances.map((instance) => instance.stop()));
    await store.close();
    rmSync(directory, { recursive: true, force: true });
  });

  const start = (over: EventStore = store, options = OPTIONS): Instance => {
    const instance = new Instance(over, options);
    instances.push(instance);
    return instance;
  };
  const atWork = (): number => instances.filter(({ works }) => works).length;

  it('lets one of five work, and the next one when it stops', async () => {
    for (let index = 0; index < 5; index += 1) start();
    for (let stopped = 0; stopped < 5; stopped += 1) {
      await expect.poll(() => atWork()).toBe(1);
      await new Promise((resolve) => setTimeout(resolve, 60));
      expect(atWork()).toBe(1);
      await instances.find(({ works }) => works)?.stop();
    }
    expect(instances.map(({ terms }) => terms)).toEqual([1, 1, 1, 1, 1]);
  });

  it('passes to another when the holder does not reach the store any more, which has stopped by then', async () => {
    const away = (): Promise<never> => Promise.reject(new EventStoreUnavailableError('away'));
    const cutOff = new Proxy(store, {
      get: (target, name: keyof EventStore) => (isAway && name === 'append' ? away : target[name].bind(target)),
    });
    let isAway = false;
    const first = start(cutOff, LOST_SOON);
    await expect.poll(() => first.works).toBe(true);
    const second = start(store, TAKES_SOON);
    let both = 0;
    const watch = setInterval(() => (both += atWork() > 1 ? 1 : 0), 1);
    isAway = true;
    await expect.poll(() => second.works).toBe(true);
    clearInterval(watch);
    expect(first.works).toBe(false);
    expect(both).toBe(0);
    isAway = false;
    await new Promise((resolve) => setTimeout(resolve, 300));
    expect([first.works, second.works]).toEqual([false, true]);
  });

  it('keeps one event', async () => {
    const only = start();
    await expect.poll(async () => (await store.read('lease-notes'))?.[0]?.revision).toBeGreaterThan(2);
    expect(only.works).toBe(true);
    expect(await store.read('lease-notes')).toHaveLength(1);
  });
});

class Instance {
  works = false;
  terms = 0;
  readonly #end = new AbortController();
  readonly #done: Promise<void>;

  constructor(store: EventStore, options: StoreLeaseOptions) {
    this.#done = new StoreLease(store, 'notes', options).hold((signal) => this.#work(signal), this.#end.signal);
  }

  stop(): Promise<void> {
    this.#end.abort();
    return this.#done;
  }

  async #work(signal: AbortSignal): Promise<void> {
    this.works = true;
    this.terms += 1;
    if (!signal.aborted) await new Promise((resolve) => signal.addEventListener('abort', resolve, { once: true }));
    this.works = false;
  }
}
