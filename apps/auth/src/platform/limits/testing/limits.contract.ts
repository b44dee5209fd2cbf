import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Bucket, BUCKETS, type BucketSizes, type Limits, WHOLE_SERVICE } from '../limits.js';

export interface LimitsUnderTest {
  /** A fresh adapter over an empty store, as right after a loss. */
  readonly create: (sizes: BucketSizes) => Promise<Limits>;
  /** Lets time pass for the adapter and its store. */
  readonly pass: (seconds: number) => Promise<void>;
}

const SIZE = { points: 8, seconds: 60 };
const SIZES = Object.fromEntries(BUCKETS.map((bucket) => [bucket, SIZE])) as unknown as BucketSizes;

/** What every adapter of {@link Limits} promises. */
export function limitsContract(name: string, subject: LimitsUnderTest): void {
  describe(name, () => {
    let limits: Limits;

    beforeEach(async () => {
      limits = await subject.create(SIZES);
    });
    afterEach(() => limits.close());

    const allowed = async (times: number, bucket: Bucket = 'begin', key = 'n-1'): Promise<number> => {
      let count = 0;
      for (let index = 0; index < times; index += 1) if ((await limits.consume(bucket, key)).allowed) count += 1;
      return count;
    };

    it('allows a quarter of the bucket in the window after a loss', async () => {
      expect(await allowed(20)).toBe(2);
    });

    it('allows the whole bucket in a window once one has passed', async () => {
      await subject.pass(61);
      expect(await allowed(20)).toBe(8);
    });

    it('says in how many whole seconds to come back', async () => {
      await subject.pass(61);
      await allowed(8);
      const refused = await limits.consume('begin', 'n-1');
      if (refused.allowed) throw new Error('the ninth must be refused');
      expect(refused.retryAfterSeconds).toBeGreaterThanOrEqual(1);
      expect(refused.retryAfterSeconds).toBeLessThanOrEqual(60);
      expect(Number.isInteger(refused.retryAfterSeconds)).toBe(true);
    });

    it('opens again after the window', async () => {
      await subject.pass(61);
      expect(await allowed(9)).toBe(8);
      await subject.pass(61);
      expect(await allowed(9)).toBe(8);
    });

    it('counts each key and each bucket for itself', async () => {
      await subject.pass(61);
      expect(await allowed(9, 'begin', 'n-1')).toBe(8);
      expect(await allowed(9, 'begin', 'n-2')).toBe(8);
      expect(await allowed(9, 'password', 'n-1')).toBe(8);
      expect(await allowed(9, 'service', WHOLE_SERVICE)).toBe(8);
    });

    it('counts uses that come at once', async () => {
      await subject.pass(61);
      const answers = await Promise.all(Array.from({ length: 20 }, () => limits.consume('challenge', 'n-1')));
      expect(answers.filter((answer) => answer.allowed)).toHaveLength(8);
    });
  });
}
