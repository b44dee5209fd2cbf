import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createCodec } from '#domain/kernel/codec.js';
import type { Decider } from '#domain/kernel/decider.js';
import { type EventStore, EventStoreUnavailableError, type RecordedEvent } from '#event-store/event-store.js';
import { SqliteEventStore } from '#event-store/index.js';
import { KeyVault } from '../keys/key-vault.js';
import { SystemRandom } from '../random.js';
import { FixedClock } from '../testing/fixed-clock.js';
import { testKeyring } from '../testing/test-keyring.js';
import type { Origin } from './envelope.js';
import { Snapshots } from './snapshots.js';
import { StreamRepository } from './stream-repository.js';

/** A counter that may be taken once per number: the smallest thing that has a rule. */
interface Taken {
  readonly type: 'Taken';
  readonly at: string;
  readonly number: number;
}

const decider: Decider<{ readonly take: number }, readonly number[], Taken> = {
  initial: [],
  decide: ({ take }, taken) => (taken.includes(take) ? [] : [{ type: 'Taken', at: '2026-03-01T08:30:00.000Z', number: take }]),
  evolve: (taken, event) => [...taken, event.number],
};
const codec = createCodec<Taken>({ Taken: { at: 'public', number: 'public' } });

let directory: string;
let store: EventStore;
let vault: KeyVault;
let reads: string[];

const watched = (): EventStore =>
  new Proxy(store, {
    get(target, name) {
      if (name === 'read') {
        return (stream: string, options?: { readonly from?: number }) => {
          reads.push(`${stream} from ${String(options?.from)}`);
          return target.read(stream, options);
        };
      }
      const member: unknown = Reflect.get(target, name);
      return typeof member === 'function' ? member.bind(target) : member;
    },
  });

const repository = (snapshotEvery?: number) =>
  new StreamRepository(watched(), vault, {
    category: 'counter',
    decider,
    codec,
    keyOwner: (id) => id,
    ...(snapshotEvery !== undefined && { snapshots: new Snapshots(store, new SystemRandom(), 1, snapshotEvery) }),
  });

const origin = (commandId: string = randomUUID()): Origin => ({
  actor: { kind: 'service', name: 'test' },
  sourceAddress: '192.0.2.7',
  userAgent: 'Test/1',
  requestId: 'r-1',
  correlationId: 'r-1',
  commandId,
});

const stored = async (): Promise<readonly RecordedEvent[]> => (await store.read('counter-1')) ?? [];

beforeEach(async () => {
  directory = mkdtempSync(join(tmpdir(), 'repository-'));
  store = await SqliteEventStore.open({ directory });
  vault = new KeyVault(store, testKeyring(), new SystemRandom(), new FixedClock());
  reads = [];
});
afterEach(async () => {
  await store.close();
  rmSync(directory, { recursive: true, force: true });
});

describe('deciding and appending', () => {
  it('appends what was decided and answers with the state after it', async () => {
    const decided = await repository().decideAndAppend('1', { take: 7 }, origin());
    expect(decided).toMatchObject({ state: [7], revision: 0, repeated: false, events: [{ type: 'Taken', number: 7 }] });
    expect(await stored()).toMatchObject([{ type: 'Taken', data: { number: 7 } }]);
  });

  it('writes nothing where there is nothing to record', async () => {
    const counters = repository();
    await counters.decideAndAppend('1', { take: 7 }, origin());
    expect(await counters.decideAndAppend('1', { take: 7 }, origin())).toMatchObject({ events: [], state: [7] });
    expect(await stored()).toHaveLength(1);
  });

  it('lets one of many win and decides again for the others, in one process and over several', async () => {
    const instances = [repository(), repository(), repository()];
    const asked = Array.from({ length: 30 }, (_, index) => ({ counters: instances[index % 3]!, take: index % 10 }));
    const decided = await Promise.all(asked.map(({ counters, take }) => counters.decideAndAppend('1', { take }, origin())));
    expect(decided.filter(({ events }) => events.length === 1)).toHaveLength(10);
    const numbers = (await stored()).map(({ data }) => (data as { number: number }).number);
    expect(numbers.toSorted((one, other) => one - other)).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
  });

  it('answers a repeated command with what it wrote, also from another instance and after more has happened', async () => {
    const commandId = randomUUID();
    await repository().decideAndAppend('1', { take: 1 }, origin(commandId));
    await repository().decideAndAppend('1', { take: 2 }, origin());
    const again = await repository().decideAndAppend('1', { take: 1 }, origin(commandId));
    expect(again).toMatchObject({ repeated: true, events: [{ number: 1 }], state: [1, 2] });
    expect(await stored()).toHaveLength(2);
  });

  it('keeps a mark of the command in the log, not its id, and seals where it came from', async () => {
    await vault.ensure('1');
    const commandId = randomUUID();
    await repository().decideAndAppend('1', { take: 1 }, origin(commandId));
    const text = JSON.stringify(await stored());
    expect(text).not.toContain(commandId);
    expect(text).not.toContain('192.0.2.7');
    const [logged] = (await repository().history('1')) ?? [];
    const key = await vault.get('1');
    expect(logged?.envelope.sourceAddress && key?.open('sourceAddress', logged.envelope.sourceAddress)).toBe('192.0.2.7');
  });

  it('leaves personal parts out when there is no key to seal them with', async () => {
    await repository().decideAndAppend('1', { take: 1 }, origin());
    expect((await repository().history('1'))?.[0]?.envelope).toMatchObject({ sourceAddress: null, userAgent: null });
  });
});

describe('loading', () => {
  it('reads a cached stream from its revision onward, and sees what another instance wrote', async () => {
    const one = repository();
    await one.decideAndAppend('1', { take: 1 }, origin());
    await repository().decideAndAppend('1', { take: 2 }, origin());
    reads = [];
    expect(await one.load('1')).toMatchObject({ state: [1, 2], revision: 1 });
    expect(reads).toEqual(['counter-1 from 1']);
  });

  it('begins at the newest snapshot, and does without one', async () => {
    const writer = repository(10);
    for (let take = 0; take < 25; take += 1) await writer.decideAndAppend('1', { take }, origin());
    await expect.poll(async () => (await store.read('snapshot-counter-1'))?.length).toBe(1);
    const state = Array.from({ length: 25 }, (_, index) => index);
    reads = [];
    expect(await repository(10).load('1')).toMatchObject({ state, revision: 24 });
    expect(reads).toEqual(['counter-1 from undefined', 'counter-1 from 20']);

    await store.delete('snapshot-counter-1', 'any');
    expect(await repository(10).load('1')).toMatchObject({ state, revision: 24 });
  });

  it('fails closed for an event it does not know, and for that stream alone', async () => {
    const counters = repository();
    await counters.decideAndAppend('1', { take: 1 }, origin());
    await counters.decideAndAppend('2', { take: 1 }, origin());
    await store.append('counter-1', [{ id: randomUUID(), type: 'Unheard', data: {}, metadata: {} }], 'any');
    await expect(counters.load('1')).rejects.toThrow('cannot be read by this version');
    await expect(counters.decideAndAppend('1', { take: 2 }, origin())).rejects.toThrow('cannot be read by this version');
    expect(await counters.load('2')).toMatchObject({ state: [1] });
  });

  it('of what is not there gives the initial state', async () => {
    expect(await repository().load('9')).toEqual({ state: [], revision: -1, commands: {} });
    expect(await repository().history('9')).toBeUndefined();
  });
});

describe('while the store is away', () => {
  const away = (): void => void vi.spyOn(store, 'read').mockRejectedValue(new EventStoreUnavailableError('away'));
  let now: number;
  const later = (seconds: number): void => void (now += seconds * 1_000);
  beforeEach(() => {
    now = performance.now();
    vi.spyOn(performance, 'now').mockImplementation(() => now);
  });
  afterEach(() => vi.restoreAllMocks());

  it('shows for so many seconds what it read last, and says that it is remembered', async () => {
    const counters = repository();
    await counters.decideAndAppend('c-1', { take: 7 }, origin());
    expect(await counters.loadOrRemember('c-1', 5)).toMatchObject({ state: [7], isRemembered: false });
    expect(await counters.loadOrRemember('c-3', 5)).toMatchObject({ state: [], revision: -1, isRemembered: false });
    away();
    expect(await counters.loadOrRemember('c-3', 5)).toMatchObject({ state: [], revision: -1, isRemembered: true });
    expect(await counters.loadOrRemember('c-1', 5)).toMatchObject({ state: [7], isRemembered: true });
    later(4.9);
    expect(await counters.loadOrRemember('c-1', 5)).toMatchObject({ isRemembered: true });
  });

  it('shows nothing after that, nothing it never read, and decides on nothing it remembers', async () => {
    const counters = repository();
    await counters.decideAndAppend('c-1', { take: 7 }, origin());
    later(0.001);
    away();
    await expect(counters.loadOrRemember('c-2', 5)).rejects.toThrow(EventStoreUnavailableError);
    await expect(counters.loadOrRemember('c-1', 0)).rejects.toThrow(EventStoreUnavailableError);
    await expect(counters.load('c-1')).rejects.toThrow(EventStoreUnavailableError);
    await expect(counters.decideAndAppend('c-1', { take: 8 }, origin())).rejects.toThrow(EventStoreUnavailableError);
    later(5.1);
    await expect(counters.loadOrRemember('c-1', 5)).rejects.toThrow(EventStoreUnavailableError);
  });
});
