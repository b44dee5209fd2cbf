import { afterAll, beforeEach, expect, it, vi } from 'vitest';
import { BUCKETS, type BucketSizes } from './limits.js';
import { MemoryLimits } from './memory-limits.js';
import { limitsContract } from './testing/limits.contract.js';

beforeEach(() => {
  vi.useFakeTimers();
});
afterAll(() => {
  vi.useRealTimers();
});

limitsContract('MemoryLimits', {
  create: async (sizes) => new MemoryLimits(sizes),
  pass: async (seconds) => {
    await vi.advanceTimersByTimeAsync(seconds * 1_000);
  },
});

it('allows one when a quarter of the bucket is less than one', async () => {
  const sizes = Object.fromEntries(BUCKETS.map((bucket) => [bucket, { points: 2, seconds: 60 }])) as unknown as BucketSizes;
  const limits = new MemoryLimits(sizes);
  expect((await limits.consume('begin', 'n')).allowed).toBe(true);
  expect((await limits.consume('begin', 'n')).allowed).toBe(false);
});
