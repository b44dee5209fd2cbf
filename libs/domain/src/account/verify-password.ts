import { addSeconds } from '../kernel/instant.js';
import type { Command } from '../kernel/message.js';
import { own } from '../kernel/own.js';
import type { Sealed } from '../kernel/sealed.js';
import { andAdvance, type SignInFacts } from './advance.js';
import { SignInRejected, WrongStep } from './errors.js';
import type { AccountEvent } from './events.js';
import { openSignIn } from './guards.js';
import type { AccountLimits } from './limits.js';
import { policyFact } from './policy.js';
import { isPasswordThrottled } from './throttle.js';
import type { Account } from './state.js';

export type VerifyPassword = Command<
  'VerifyPassword',
  SignInFacts & {
    readonly expiresAt: string;
    readonly network: string;
    readonly deviceHash: string | null;
    readonly matches: boolean;
    /** The same password under newer parameters, when they rose. */
    readonly rehashed: Sealed | null;
  }
>;

/** Locked, throttled and unknown get the same answer as wrong, and append nothing. */
export function verifyPassword({ data, now }: VerifyPassword, account: Account, limits: AccountLimits): readonly AccountEvent[] {
  if (account.status !== 'active') throw new SignInRejected(`account is ${account.status}`);
  if (isPasswordThrottled(account, data.network, now, limits)) throw new SignInRejected('throttled');
  const { signInId, network } = data;
  if (data.expiresAt <= now) throw new SignInRejected('sign-in expired');
  // A step-up by password has begun already; what was ended from elsewhere does not begin again.
  const signIn = own(account.usedSignIns, signInId) === undefined ? undefined : openSignIn(account, signInId, now);
  if (signIn !== undefined && signIn.firstFactor !== null) throw new WrongStep('after the first factor');

  if (!data.matches) {
    const failures = (account.passwordFailures[network]?.count ?? 0) + 1;
    return [{ type: 'PasswordRejected', at: now, signInId, network, failures }];
  }
  const verified: AccountEvent = {
    type: 'PasswordVerified',
    at: now,
    signInId,
    expiresAt: signIn?.expiresAt ?? data.expiresAt,
    network,
    deviceHash: data.deviceHash,
    policy: policyFact(account, data.policy, now),
  };
  const rehashed: readonly AccountEvent[] =
    data.rehashed === null ? [] : [{ type: 'PasswordRehashed', at: now, verifier: data.rehashed }];
  return andAdvance(account, [verified, ...rehashed], data, now, limits);
}

/** When a sign-in that begins now ends. */
export const signInExpiresAt = (now: string, limits: AccountLimits): string => addSeconds(now, limits.signInSeconds);
