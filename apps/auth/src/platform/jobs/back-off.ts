import type { RetryPolicy } from './job-queue.js';

/**
 * How long to wait before attempt `attempt + 1`, in milliseconds: doubled with each attempt up to the longest delay, of
 * which a random share between a half and the whole is taken.
 */
export function backOffMilliseconds(
  { firstDelayMilliseconds, maxDelayMilliseconds }: Omit<RetryPolicy, 'attempts'>,
  attempt: number,
  // oxlint-disable-next-line no-restricted-properties -- a wait may be guessed
  random: () => number = Math.random,
): number {
  // 2^30 is past every longest delay; without a bound the power becomes Infinity, and Infinity times 0 is NaN.
  const grown = firstDelayMilliseconds * 2 ** Math.min(attempt - 1, 30);
  const delay = Math.min(grown, maxDelayMilliseconds);
  return Math.round(delay / 2 + (delay / 2) * random());
}
