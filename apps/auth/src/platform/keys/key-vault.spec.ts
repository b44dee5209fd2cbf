import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Sealed } from '#domain/kernel/sealed.js';
import type { EventStore } from '#event-store/event-store.js';
import { SqliteEventStore } from '#event-store/sqlite/sqlite-event-store.js';
import { SystemRandom } from '../random.js';
import { FixedClock } from '../testing/fixed-clock.js';
import { testKeyring, testSecrets } from '../testing/test-keyring.js';
import { KeyVault, SealBrokenError } from './key-vault.js';

describe('KeyVault', () => {
  let directory: string;
  let store: EventStore;
  const clock = new FixedClock();
  const vault = (keyring = testKeyring()) => new KeyVault(store, keyring, new SystemRandom(), clock);

  beforeEach(async () => {
    directory = mkdtempSync(join(tmpdir(), 'vault-'));
    store = await SqliteEventStore.open({ directory });
  });
  afterEach(async () => {
    await store.close();
    rmSync(directory, { recursive: true });
  });

  it('keeps one key per owner, wrapped, and gives it to every instance', async () => {
    const sealed = (await vault().ensure('a-1')).seal('email', 'dana@clinic.example');
    expect((await vault().get('a-1'))?.open('email', sealed)).toBe('dana@clinic.example');
    const events = await store.read('key-a-1');
    expect(events?.map(({ type }) => type)).toEqual(['DataKeyCreated']);
    expect(events?.[0]?.data).toEqual({ masterKeyId: 'm1', wrapped: expect.stringMatching(/^v1\.[\w-]+$/) });
  });

  it('has nothing for an owner nobody asked for', async () => {
    expect(await vault().get('a-1')).toBeUndefined();
  });

  it('gives those that make it at once the same key', async () => {
    const keys = await Promise.all(Array.from({ length: 5 }, () => vault().ensure('a-1')));
    const sealed = keys[0]?.seal('x', 'text') as Sealed;
    expect(keys.map((key) => key.open('x', sealed))).toEqual(Array(5).fill('text'));
    expect(await store.read('key-a-1')).toHaveLength(1);
  });

  it('opens for the same owner and purpose only, and nothing that was changed', async () => {
    const one = await vault().ensure('a-1');
    const other = await vault().ensure('a-2');
    const sealed = one.seal('email', 'text');
    expect(one.open('email', sealed)).toBe('text');
    expect(() => one.open('name', sealed)).toThrow(SealBrokenError);
    expect(() => other.open('email', sealed)).toThrow(SealBrokenError);
    expect(() => one.open('email', 'v1.AAAA' as Sealed)).toThrow(SealBrokenError);
    expect(() => one.open('email', sealed.replace('v1', 'v2') as Sealed)).toThrow(SealBrokenError);
    expect(one.seal('email', 'text')).not.toBe(sealed);
  });

  it.each(['email', 'name', 'totp-secret'])('opens each value of %s, whichever it opened before', async (purpose) => {
    const key = await vault().ensure('a-1');
    const [first, second] = [key.seal(purpose, 'first'), key.seal(purpose, 'second')];
    expect([first, first, second, first].map((sealed) => key.open(purpose, sealed))).toEqual(['first', 'first', 'second', 'first']);
    expect(() => key.open(purpose, `${first.slice(0, -1)}${first.endsWith('A') ? 'B' : 'A'}` as Sealed)).toThrow(SealBrokenError);
    expect(() => key.open('another purpose', first)).toThrow(SealBrokenError);
  });

  it('erases for good', async () => {
    const instance = vault();
    const sealed = (await instance.ensure('a-1')).seal('email', 'text');
    await instance.destroy('a-1');
    await instance.destroy('a-1');
    expect(await instance.get('a-1')).toBeUndefined();
    await expect(instance.ensure('a-1')).rejects.toThrow(SealBrokenError);
    // Another instance could make a key anew; it opens nothing that was sealed before.
    const again = await vault().ensure('a-1');
    expect(() => again.open('email', sealed)).toThrow(SealBrokenError);
  });

  it('has no key any more for whom it is told to forget, although the log still has it', async () => {
    const instance = vault();
    await instance.ensure('a-1');
    instance.forget('a-1');
    expect(await instance.get('a-1')).toBeUndefined();
    expect(await vault().get('a-1')).toBeDefined();
  });

  it('notices within a minute that another instance erased', async () => {
    const instance = vault();
    await instance.ensure('a-1');
    await vault().destroy('a-1');
    clock.advance({ seconds: 61 });
    expect(await instance.get('a-1')).toBeUndefined();
  });

  it('opens keys wrapped by an older master key, and says which one is missing', async () => {
    const sealed = (await vault().ensure('a-1')).seal('x', 'text');
    const newer = { id: 'm2', key: Buffer.alloc(32, 8) };
    const rotated = vault(testKeyring({ masterKeys: [newer, ...testSecrets.masterKeys] }));
    expect((await rotated.get('a-1'))?.open('x', sealed)).toBe('text');
    await expect(vault(testKeyring({ masterKeys: [newer] })).get('a-1')).rejects.toThrow(/no key "m1"/);
  });

  it('forgets the key used longest ago when it holds too many', async () => {
    const small = new KeyVault(store, testKeyring(), new SystemRandom(), clock, { cacheSize: 2, cacheSeconds: 60 });
    const first = await small.ensure('a-1');
    await small.ensure('a-2');
    expect(await small.get('a-1')).toBe(first);
    await small.ensure('a-3');
    expect(await small.get('a-1')).toBe(first);
    await small.get('a-2');
    await small.get('a-3');
    expect(await small.get('a-1')).not.toBe(first);
  });
});
