import type { Instant } from '../kernel/instant.js';
import { own } from '../kernel/own.js';
import { AccountRefused, ChallengeRejected, SessionRequired, SignInNotFound, StepUpRequired, WrongStep } from './errors.js';
import type { Acr } from './events.js';
import type { AccountLimits } from './limits.js';
import { nextStep, type Step } from './next-step.js';
import { isEnrolled, type AppliedPolicy } from './policy.js';
import type { Account, Session, SignIn } from './state.js';

export function existing(account: Account): void {
  if (account.status === 'none') throw new AccountRefused('notFound', 'There is no such account.');
  if (account.status === 'erased') throw new AccountRefused('erased', 'The person of this account was erased.');
}

/** The sign-in under way, of an account that may sign in. */
export function openSignIn(account: Account, signInId: string, now: Instant): SignIn {
  const signIn = own(account.signIns, signInId);
  if (account.status !== 'active') throw new SignInNotFound(`account is ${account.status}`);
  if (signIn === undefined || signIn.expiresAt <= now) throw new SignInNotFound('unknown or expired');
  if (signIn.purpose !== 'sign-in' && !isLive(account, signIn.sessionId ?? '', now)) throw new SignInNotFound('its session ended');
  return signIn;
}

/** The same, at the step that the command is for. */
export function signInAt(
  account: Account,
  signInId: string,
  policy: AppliedPolicy,
  now: Instant,
  ...steps: readonly Step[]
): SignIn {
  const signIn = openSignIn(account, signInId, now);
  const step = nextStep(account, signIn, policy);
  if (!steps.includes(step)) throw new WrongStep(step);
  return signIn;
}

export function activeAccount(account: Account): void {
  if (account.status !== 'active') throw new ChallengeRejected(`account is ${account.status}`);
}

export function liveSession(account: Account, sessionId: string, now: Instant): Session {
  const session = own(account.sessions, sessionId);
  if (account.status !== 'active' || session === undefined || session.expiresAt <= now) throw new SessionRequired();
  return session;
}

const isLive = (account: Account, sessionId: string, now: Instant): boolean => {
  const session = own(account.sessions, sessionId);
  return session !== undefined && session.expiresAt > now;
};

export const strong: readonly Acr[] = ['aal2', 'phr'];

/**
 * A change that matters: proved within the last minutes, and with a second factor where the account has one.
 * Who has none proves the password again.
 */
export function freshSession(
  account: Account,
  sessionId: string,
  now: Instant,
  limits: AccountLimits,
  sufficient: readonly Acr[] = strong,
): Session {
  const session = liveSession(account, sessionId, now);
  const age = (Date.parse(now) - Date.parse(session.authenticatedAt)) / 1000;
  const enough = !isEnrolled(account) || sufficient.includes(session.acr);
  if (age > limits.stepUpSeconds || !enough) throw new StepUpRequired();
  return session;
}
