import { expect } from 'vitest';

/** Milliseconds; one check takes about two, on a machine that has time. */
const SOON = 2_000;

/** What was given, if it did not take long. */
export async function inTime<Result>(work: () => Promise<Result>): Promise<Result> {
  const start = performance.now();
  const result = await work();
  expect(performance.now() - start).toBeLessThan(SOON);
  return result;
}
