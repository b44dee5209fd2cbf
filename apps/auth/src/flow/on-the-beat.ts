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
    if (error instanceof DomainError) await sleep(BEAT_MILLISECONDS - ((performance.now() - began) % BEAT_MILLISECONDS));
    throw error;
  }
}
