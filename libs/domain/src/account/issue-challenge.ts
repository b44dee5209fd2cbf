import { secondsUntil } from '../kernel/instant.js';
import type { Command } from '../kernel/message.js';
import { challenge, emailCodeAllowedAt, type SignInFacts } from './advance.js';
import { EmailCodeTooSoon, MethodNotAvailable, TooManyChallenges } from './errors.js';
import type { AccountEvent, Method } from './events.js';
import { signInAt } from './guards.js';
import type { AccountLimits } from './limits.js';
import { availableMethods } from './methods.js';
import { nextStep } from './next-step.js';
import { refuseTooManyRequests } from './throttle.js';
import type { Account } from './state.js';

export type IssueChallenge = Command<'IssueChallenge', SignInFacts & { readonly method: Method }>;

/** Another method, or the same one again (Resend). */
export function issueChallenge({ data, now }: IssueChallenge, account: Account, limits: AccountLimits): readonly AccountEvent[] {
  const { policy, method } = data;
  const signIn = signInAt(account, data.signInId, policy, now, 'challenge', 'prove-mailbox');
  const mailbox = nextStep(account, signIn, policy) === 'prove-mailbox';
  const allowed = mailbox ? method === 'email-code' : availableMethods(account, signIn, policy).includes(method);
  if (!allowed) throw new MethodNotAvailable();
  refuseTooManyRequests(signIn, now, limits);
  if (method === 'email-code') refuseTooManyEmails(account, now, limits);
  return [challenge(account, signIn, method, mailbox ? 'mailbox' : 'factor', data.fresh.challengeId, now, limits)];
}

function refuseTooManyEmails(account: Account, now: string, limits: AccountLimits): void {
  const allowedAt = emailCodeAllowedAt(account, now, limits);
  if (allowedAt === null) return;
  const wait = secondsUntil(allowedAt, now);
  throw wait <= limits.emailCodeResendSeconds ? new EmailCodeTooSoon(wait) : new TooManyChallenges(wait);
}
