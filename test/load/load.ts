import { setTimeout as sleep } from 'node:timers/promises';

/** How long each of many equal things took, and how many were done in a second. */
export interface Measured {
  readonly perSecond: number;
  readonly p50: number;
  readonly p95: number;
  readonly p99: number;
  readonly count: number;
  readonly failures: number;
}

/**
 * Does the same thing again and again, so many at a time, for so many seconds. The first tenth of the time warms up and
 * is not counted. What fails is counted apart; the first failure is told.
 */
export async function under(atATime: number, seconds: number, job: () => Promise<unknown>): Promise<Measured> {
  const start = performance.now();
  const counted = start + seconds * 100;
  const end = start + seconds * 1_000;
  const times: number[] = [];
  let failures = 0;
  const worker = async (): Promise<void> => {
    while (performance.now() < end) {
      const began = performance.now();
      try {
        await job();
        if (began >= counted) times.push(performance.now() - began);
      } catch (error) {
        failures += 1;
        if (failures === 1) console.error(`  ! ${error instanceof Error ? error.message : String(error)}`);
        await sleep(20);
      }
    }
  };
  await Promise.all(Array.from({ length: atATime }, worker));
  return { ...summary(times), perSecond: (times.length * 1_000) / (performance.now() - counted), failures };
}

/** Of times in milliseconds. */
export function summary(times: readonly number[]): Omit<Measured, 'perSecond' | 'failures'> {
  const sorted = times.toSorted((a, b) => a - b);
  const at = (share: number): number => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
  return { p50: at(0.5), p95: at(0.95), p99: at(0.99), count: sorted.length };
}
