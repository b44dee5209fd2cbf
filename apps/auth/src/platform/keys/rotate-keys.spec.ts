import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Sealed } from '#domain/kernel/sealed.js';
import { EventStoreUnavailableError } from '#event-store/event-store.js';
import { SqliteEventStore } from '#event-store/sqlite/sqlite-event-store.js';
import { SystemRandom } from '../random.js';
import { FixedClock } from '../testing/fixed-clock.js';
import { testKeyring } from '../testing/test-keyring.js';
import { KeyVault, SealBrokenError } from './key-vault.js';
import { type Rotation, rotateKeys } from './rotate-keys.js';

const old = { id: 'm1', key: Buffer.alloc(32, 1) };
const fresh = { id: 'm2', key: Buffer.alloc(32, 9) };

let directory: string;
let store: SqliteEventStore;
beforeEach(async () => {
  directory = mkdtempSync(join(tmpdir(), 'rotate-'));
  store = await SqliteEventStore.open({ directory });
});
afterEach(async () => {
  vi.restoreAllMocks();
  await store.close();
  rmSync(directory, { recursive: true });
});

const vault = (...masterKeys: readonly (typeof old)[]): KeyVault => new KeyVault(store, testKeyring({ masterKeys }), new SystemRandom(), new FixedClock());
const rotate = (...masterKeys: readonly (typeof old)[]): Promise<Rotation> => rotateKeys(store, vault(...masterKeys), testKeyring({ masterKeys }));
const owners = Array.from({ length: 40 }, () => randomUUID());

/** Something sealed for each owner, under the old key. */
async function sealed(): Promise<ReadonlyMap<string, Sealed>> {
  const before = vault(old);
  return new Map(await Promise.all(owners.map(async (id) => [id, (await before.ensure(id)).seal('email', id)] as const)));
}

describe('rotateKeys', () => {
  it('wraps every key by the first master key, so that the old one is needed no more', async () => {
    const texts = await sealed();
    expect(await rotate(fresh, old)).toEqual({ masterKeyId: 'm2', rewrapped: 40, remaining: [], unused: ['m1'] });
    const after = vault(fresh);
    for (const [id, text] of texts) expect((await after.get(id))?.open('email', text)).toBe(id);
    await expect(vault(old).get(owners[0] ?? '')).rejects.toThrow(SealBrokenError);
  });

  it('keeps one wrapping of each key', async () => {
    await sealed();
    await rotate(fresh, old);
    const all = await store.readAll({ limit: 1_000 });
    expect(all.filter(({ stream }) => stream.startsWith('key-')).map(({ type, data }) => [type, (data as { masterKeyId: string }).masterKeyId])).toEqual(
      owners.map(() => ['DataKeyRewrapped', 'm2']),
    );
  });

  it('does nothing the second time, and can go on to a third key', async () => {
    const texts = await sealed();
    await rotate(fresh, old);
    expect(await rotate(fresh, old)).toMatchObject({ rewrapped: 0, unused: ['m1'] });
    const third = { id: 'm3', key: Buffer.alloc(32, 10) };
    expect(await rotate(third, fresh)).toMatchObject({ rewrapped: 40, unused: ['m2'] });
    for (const [id, text] of texts) expect((await vault(third).get(id))?.open('email', text)).toBe(id);
  });

  it('goes on where it was interrupted', async () => {
    await sealed();
    const append = store.append.bind(store);
    let left = 15;
    vi.spyOn(store, 'append').mockImplementation((...args) => ((left -= 1) < 0 ? Promise.reject(new EventStoreUnavailableError('away')) : append(...args)));
    await expect(rotate(fresh, old)).rejects.toThrow(EventStoreUnavailableError);
    vi.restoreAllMocks();
    expect(await rotate(fresh, old)).toMatchObject({ rewrapped: 25, remaining: [] });
  });

  it('removes an older wrapping that an interrupted run left behind', async () => {
    const [id = ''] = owners;
    await vault(old).ensure(id);
    vi.spyOn(store, 'setMaxCount').mockRejectedValueOnce(new EventStoreUnavailableError('away'));
    await expect(vault(fresh, old).rewrap(id)).rejects.toThrow(EventStoreUnavailableError);
    expect(await store.read(`key-${id}`)).toHaveLength(2);
    expect(await rotate(fresh, old)).toMatchObject({ rewrapped: 0 });
    expect(await store.read(`key-${id}`)).toHaveLength(1);
  });

  it('names a key that is still needed, and whose keys it wraps', async () => {
    await sealed();
    const lost = await rotate(fresh);
    expect(lost).toMatchObject({ rewrapped: 0, remaining: [{ masterKeyId: 'm1', keys: 40 }], unused: [] });
    expect(lost.remaining[0]?.owners).toHaveLength(5);
    const wrong = { id: 'm1', key: Buffer.alloc(32, 77) };
    expect(await rotate(fresh, wrong)).toMatchObject({ remaining: [{ masterKeyId: 'm1', keys: 40 }], unused: [] });
    expect(await rotate(fresh, old)).toMatchObject({ rewrapped: 40, remaining: [], unused: ['m1'] });
  });

  it('brings nobody back who is erased, before or meanwhile', async () => {
    await sealed();
    const [before = '', meanwhile = ''] = owners;
    await vault(old).destroy(before);
    const append = store.append.bind(store);
    vi.spyOn(store, 'append').mockImplementation(async (stream, ...rest) => {
      // Just when the rotation has read the key and is about to write it.
      if (stream === `key-${meanwhile}` && rest[0][0]?.type === 'DataKeyRewrapped') await vault(old).destroy(meanwhile);
      return append(stream, ...rest);
    });
    expect(await rotate(fresh, old)).toMatchObject({ rewrapped: 38, remaining: [] });
    for (const id of [before, meanwhile]) {
      expect(await vault(fresh, old).get(id)).toBeUndefined();
      expect(await store.read(`key-${id}`)).toBeUndefined();
    }
  });

  it('wraps a key once when two rotations run', async () => {
    await sealed();
    const [one, two] = await Promise.all([rotate(fresh, old), rotate(fresh, old)]);
    expect(one.rewrapped + two.rewrapped).toBe(40);
  });
});
