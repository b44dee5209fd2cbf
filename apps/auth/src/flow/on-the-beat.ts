import { setTimeout as sleep } from 'node:timers/promises';
import { DomainError } from '#domain/kernel/domain-error.js';

const BEAT_MILLISECONDS = 50;

/**
 * A refusal goes out a whole number of beats after `work` began. One that is written down takes a commit longer than one that is
 * not (unknown address, disabled, limited), and whoever measures must not see which it was. What succeeds does not wait.
 *
 * @throws what `work` throws; a {@link DomainError} on the beat, anything else at once
 */
export async function refusedOnTheBeat<Result>(work: () => Promise<Result>): Promise<Result> {
  const began = performance.now();
  try {
    return await work();
  } catch (error) {
    if (error instanceof DomainError) await until(began + Math.ceil((performance.now() - began) / BEAT_MILLISECONDS) * BEAT_MILLISECONDS);
    throw error;
  }
}

/** Timers count whole milliseconds, from when their round of the event loop began: after much work they fire too early. */
async function until(time: number): Promise<void> {
  for (let left = time - performance.now(); left > 0; left = time - performance.now()) await sleep(Math.ceil(left));
}
