import type { Command } from '../kernel/message.js';
import { andAdvance, newEnrolment, type SignInFacts } from './advance.js';
import { EnrolmentExpired } from './errors.js';
import type { AccountEvent } from './events.js';
import { signInAt } from './guards.js';
import type { AccountLimits } from './limits.js';
import { refuseTooManyRequests } from './throttle.js';
import type { Account } from './state.js';

export type StartEnrolment = Command<'StartEnrolment', SignInFacts>;

/** A fresh key, when the old one expired or the holder starts again. */
export function startEnrolment({ data, now }: StartEnrolment, account: Account, limits: AccountLimits): readonly AccountEvent[] {
  const { fresh, policy } = data;
  const signIn = signInAt(account, data.signInId, policy, now, 'set-up-authenticator');
  refuseTooManyRequests(signIn, now, limits);
  return [newEnrolment(signIn, fresh, now, limits)];
}

export type ConfirmAuthenticator = Command<
  'ConfirmAuthenticator',
  SignInFacts & { readonly factorId: string; readonly matchedStep: number | null }
>;

/** One code proves that the app holds the key; its time step is burned like any other. */
export function confirmAuthenticator(
  { data, now }: ConfirmAuthenticator,
  account: Account,
  limits: AccountLimits,
): readonly AccountEvent[] {
  const { signInId, policy, factorId, matchedStep } = data;
  const { enrolment } = signInAt(account, signInId, policy, now, 'set-up-authenticator');
  if (enrolment === null || enrolment.factorId !== factorId) throw new EnrolmentExpired();
  if (enrolment.expiresAt <= now || enrolment.failures >= limits.enrolmentTries) throw new EnrolmentExpired();
  if (matchedStep === null) {
    const failures = enrolment.failures + 1;
    return [{ type: 'AuthenticatorEnrolmentFailed', at: now, factorId, signInId, reason: 'wrongCode', failures }];
  }
  // A newly bound app takes the place of the older ones, in the same append.
  const replaced: readonly AccountEvent[] = Object.keys(account.authenticators).map((id) => ({
    type: 'AuthenticatorRemoved',
    at: now,
    factorId: id,
    reason: 'replaced',
  }));
  const enrolled: AccountEvent = { type: 'AuthenticatorEnrolled', at: now, factorId, signInId, step: matchedStep };
  return andAdvance(account, [enrolled, ...replaced], data, now, limits);
}
