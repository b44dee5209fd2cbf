import { type RateLimiterAbstract, RateLimiterRes } from 'rate-limiter-flexible';
import type { LimitAnswer } from './limits.js';

/** Counts one use. @throws what the counter's store throws */
export async function take(limiter: RateLimiterAbstract, key: string): Promise<LimitAnswer> {
  try {
    await limiter.consume(key);
    return { allowed: true };
  } catch (refusal) {
    if (!(refusal instanceof RateLimiterRes)) throw refusal;
    return { allowed: false, retryAfterSeconds: Math.max(1, Math.ceil(refusal.msBeforeNext / 1_000)) };
  }
}

/** Allowed when all allow it; else the longest wait. */
export function strictest(...answers: readonly LimitAnswer[]): LimitAnswer {
  const retryAfterSeconds = Math.max(...answers.map((answer) => (answer.allowed ? 0 : answer.retryAfterSeconds)));
  return retryAfterSeconds === 0 ? { allowed: true } : { allowed: false, retryAfterSeconds };
}
