import { addSeconds, secondsUntil, type Instant } from '../kernel/instant.js';
import type { AccountLimits } from './limits.js';
import { TooManyChallenges } from './errors.js';
import type { ChallengeFailure } from './events.js';
import type { Account, Failures, PasskeyRow, SignIn } from './state.js';

/** From when the next password from this network is looked at; in the past when it is at once. */
export function passwordAllowedAt(failures: Failures | undefined, limits: AccountLimits): Instant | null {
  if (failures === undefined || failures.count < limits.passwordFreeFailures) return null;
  // The exponent is capped so that the delay stays a number however long the row of failures is.
  const doublings = Math.min(failures.count - limits.passwordFreeFailures, 30);
  const delay = Math.min(limits.passwordFirstDelaySeconds * 2 ** doublings, limits.passwordLongestDelaySeconds);
  return addSeconds(failures.lastAt, delay);
}

export const isPasswordThrottled = (account: Account, network: string, now: Instant, limits: AccountLimits): boolean => {
  const allowedAt = passwordAllowedAt(account.passwordFailures[network], limits);
  return allowedAt !== null && now < allowedAt;
};

/** From when the next answer with this factor is looked at (NIST SP 800-63B-4 §3.2.2). */
export function factorAllowedAt(account: Account, factorId: string, limits: AccountLimits): Instant | null {
  const failures = account.failures[factorId];
  if (failures === undefined || failures.count < limits.factorFreeFailures) return null;
  return addSeconds(failures.lastAt, limits.factorRetrySeconds);
}

export const isFactorThrottled = (account: Account, factorId: string, now: Instant, limits: AccountLimits): boolean => {
  if (account.disabledFactors.includes(factorId)) return true;
  const allowedAt = factorAllowedAt(account, factorId, limits);
  return allowedAt !== null && now < allowedAt;
};

/** A clone has a row of its own, so that nobody hides one behind wrong answers, for which no key is needed. */
export const passkeyRow = (reason: ChallengeFailure): PasskeyRow => (reason === 'cloned' ? 'cloned' : 'wrong');

/**
 * Whether one more wrong answer of a passkey would be written down. A right one is always looked at: nobody guesses a
 * signature, so there is nothing to slow down but the log.
 */
export function isPasskeyRowFull(account: Account, reason: ChallengeFailure, now: Instant, limits: AccountLimits): boolean {
  const failures = account.passkeyFailures[passkeyRow(reason)];
  if (failures === undefined || failures.count < limits.factorFreeFailures) return false;
  return now < addSeconds(failures.lastAt, limits.factorRetrySeconds);
}

export const hasAskedTooOften = (signIn: SignIn, limits: AccountLimits): boolean => signIn.requestCount >= limits.requestsPerSignIn;

/** Every challenge, fresh key and fresh recovery code is an event, so a sign-in may not ask for them without end. */
export function refuseTooManyRequests(signIn: SignIn, now: Instant, limits: AccountLimits): void {
  if (hasAskedTooOften(signIn, limits)) throw new TooManyChallenges(secondsUntil(signIn.expiresAt, now));
}
