import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { SignInRejected } from '#domain/account/errors.js';
import { refusedOnTheBeat } from './on-the-beat.js';

describe('a refusal', () => {
  const refusedAfter = async (milliseconds: number, busyMilliseconds = 0): Promise<number> => {
    const began = performance.now();
    const refusal = refusedOnTheBeat(async () => {
      await sleep(milliseconds);
      const end = performance.now() + busyMilliseconds;
      while (performance.now() < end);
      throw new SignInRejected('test');
    });
    await expect(refusal).rejects.toThrow(SignInRejected);
    return performance.now() - began;
  };

  it.each([0, 5, 20])('goes out on the beat, whether it took %i ms', async (milliseconds) => {
    const took = await refusedAfter(milliseconds);
    // A machine that is busy may be late, never early.
    expect(took).toBeGreaterThanOrEqual(50);
  });

  it('goes out on the beat, whether it took time of the processor or of the disk', async () => {
    expect(await refusedAfter(5, 15)).toBeGreaterThanOrEqual(50);
  });

  it('goes out on the next beat when it took longer', async () => {
    expect(await refusedAfter(60)).toBeGreaterThanOrEqual(100);
  });
});

describe('no waiting', () => {
  it('for what succeeds and for what breaks', async () => {
    expect(await refusedOnTheBeat(() => Promise.resolve('yes'))).toBe('yes');
    await expect(refusedOnTheBeat(() => Promise.reject(new Error('broken')))).rejects.toThrow('broken');
  });
});
