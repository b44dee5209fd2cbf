import { describe, expect, it } from 'vitest';
import { KeySet } from '../keys/keyring.js';
import { testSecrets } from '../testing/test-keyring.js';
import { HashingPool } from './hashing-pool.js';
import { HashingOverloaded, type HashingOptions, PasswordHasher, PasswordHashUnreadableError } from './password-hasher.js';

const options: HashingOptions = { memoryKib: 64, passes: 1, parallelism: 1, workers: 2, queueLength: 10 };
const newer = { id: 'p2', key: Buffer.alloc(32, 5) };
const hasher = (peppers = testSecrets.peppers, changes: Partial<HashingOptions> = {}) => new PasswordHasher(new KeySet(peppers), { ...options, ...changes });

describe('PasswordHasher', () => {
  it('verifies what it hashed, and nothing else', async () => {
    const stored = await hasher().hash('correct horse battery');
    expect(stored).toMatch(/^v1\.p1\.\$argon2id\$v=19\$m=64,t=1,p=1\$/);
    expect(await hasher().verify(stored, 'correct horse battery')).toBe(true);
    expect(await hasher().verify(stored, 'correct horse batterz')).toBe(false);
    expect(await hasher().hash('correct horse battery')).not.toBe(stored);
  });

  it('takes no notice of how a letter is composed, and of nothing else', async () => {
    const stored = await hasher().hash('Zo\u00eb likes tea');
    expect(await hasher().verify(stored, 'Zoe\u0308 likes tea')).toBe(true);
    expect(await hasher().verify(stored, 'Zo\u00eb likes tea ')).toBe(false);
  });

  it('tells passwords apart to their last character', async () => {
    const long = 'x'.repeat(255);
    const stored = await hasher().hash(`${long}a`);
    expect(await hasher().verify(stored, `${long}b`)).toBe(false);
  });

  it('verifies with an older pepper and wants to hash again', async () => {
    const stored = await hasher().hash('a password');
    const rotated = hasher([newer, ...testSecrets.peppers]);
    expect(await rotated.verify(stored, 'a password')).toBe(true);
    expect(rotated.needsRehash(stored)).toBe(true);
    expect(rotated.needsRehash(await rotated.hash('a password'))).toBe(false);
    await expect(hasher([newer]).verify(stored, 'a password')).rejects.toThrow(PasswordHashUnreadableError);
  });

  it('wants to hash again when the parameters rise, not when they fall', async () => {
    const stored = await hasher().hash('a password');
    expect(hasher(undefined, { memoryKib: 128 }).needsRehash(stored)).toBe(true);
    expect(hasher(undefined, { passes: 2 }).needsRehash(stored)).toBe(true);
    expect(hasher(undefined, { memoryKib: 32 }).needsRehash(stored)).toBe(false);
  });

  it('judges nobody right against the dummy', async () => {
    const subject = hasher();
    await subject.warmUp();
    expect(await subject.verifyDummy('a password')).toBe(false);
  });

  it('says so when a stored hash is damaged', async () => {
    await expect(hasher().verify('plain', 'a password')).rejects.toThrow(PasswordHashUnreadableError);
  });

  it('refuses more than it can hash in useful time', async () => {
    const narrow = hasher(undefined, { workers: 1, queueLength: 1 });
    const results = await Promise.allSettled([narrow.hash('a'), narrow.hash('b'), narrow.hash('c')]);
    expect(results.map(({ status }) => status)).toEqual(['fulfilled', 'fulfilled', 'rejected']);
    expect((results[2] as PromiseRejectedResult).reason).toBeInstanceOf(HashingOverloaded);
    expect(new HashingOverloaded()).toMatchObject({ kind: 'unavailable', code: 'platform.overloaded', retryAfterSeconds: 2 });
  });
});

describe('HashingPool', () => {
  it('runs as many jobs at once as it is wide, in their order, and goes on after a failure', async () => {
    const pool = new HashingPool(2, 10);
    const order: number[] = [];
    let running = 0;
    let most = 0;
    const job = (index: number) => async (): Promise<void> => {
      most = Math.max(most, ++running);
      order.push(index);
      await new Promise((resolve) => setImmediate(resolve));
      running -= 1;
      if (index === 1) throw new Error('broken');
    };
    await Promise.allSettled([0, 1, 2, 3, 4].map((index) => pool.run(job(index))));
    expect(order).toEqual([0, 1, 2, 3, 4]);
    expect(most).toBe(2);
    await expect(pool.run(async () => 'still works')).resolves.toBe('still works');
  });
});
