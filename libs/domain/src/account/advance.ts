import { fold } from '../kernel/decider.js';
import { addSeconds, type Instant } from '../kernel/instant.js';
import type { Sealed } from '../kernel/sealed.js';
import { assuranceOf, raisedAssurance } from './assurance.js';
import type { AccountEvent, AuthenticatorEnrolmentStarted, ChallengeIssued, Method, RecoveryCodeIssued, SessionStarted } from './events.js';
import { evolve } from './evolve.js';
import type { AccountLimits } from './limits.js';
import { availableMethods, emailFactorId, factorOf } from './methods.js';
import { nextStep } from './next-step.js';
import type { AppliedPolicy } from './policy.js';
import { isFactorThrottled } from './throttle.js';
import type { Account, SignIn } from './state.js';

/** Made before the decision, in case it needs them; what it does not take is thrown away. */
export interface FreshValues {
  readonly challengeId: string;
  readonly factorId: string;
  readonly totpSecret: Sealed;
  readonly recoveryCodeId: string;
  /** `null` where no recovery code can come of it, because hashing one costs as much as a password. */
  readonly recoveryVerifier: Sealed | null;
  readonly sessionId: string;
  readonly tokenHash: string;
  /** Sessions of this account that its own stream does not know to have ended. */
  readonly endedSessionIds: readonly string[];
}

/** What every step of a sign-in is decided with. */
export interface SignInFacts {
  readonly signInId: string;
  readonly policy: AppliedPolicy;
  readonly fresh: FreshValues;
}

/** The events so far, and what they lead to: the next challenge, the next set-up step, or the session. */
export function andAdvance(
  account: Account,
  events: readonly AccountEvent[],
  facts: SignInFacts,
  now: Instant,
  limits: AccountLimits,
): readonly AccountEvent[] {
  const after = fold({ evolve }, account, events);
  const signIn = after.signIns[facts.signInId];
  return signIn === undefined ? events : [...events, ...consequences(after, signIn, facts, now, limits)];
}

function consequences(
  account: Account,
  signIn: SignIn,
  facts: SignInFacts,
  now: Instant,
  limits: AccountLimits,
): readonly AccountEvent[] {
  if (signIn.complete) return [];
  const { policy, fresh } = facts;
  switch (nextStep(account, signIn, policy)) {
    case 'challenge': {
      const method = availableMethods(account, signIn, policy)[0];
      return method === undefined ? [] : issueIfAllowed(account, signIn, method, 'factor', fresh.challengeId, now, limits);
    }
    case 'prove-mailbox':
      return issueIfAllowed(account, signIn, 'email-code', 'mailbox', fresh.challengeId, now, limits);
    case 'set-up-authenticator':
      return [newEnrolment(signIn, fresh, now, limits)];
    case 'store-recovery-code': {
      const issued = recoveryCode(signIn, fresh, now);
      // The same append kills the used code, signs in and issues the next one.
      return signIn.secondFactor === 'recovery-code'
        ? [...issued, ...session(account, signIn, facts, now, limits)]
        : issued;
    }
    case 'done':
      return session(account, signIn, facts, now, limits);
    case 'first-factor':
    case 'trust-device':
      return [];
  }
}

/** E-mail codes have brakes of their own; a first one that may not be sent yet is left to Resend. */
function issueIfAllowed(
  account: Account,
  signIn: SignIn,
  method: Method,
  purpose: ChallengeIssued['purpose'],
  challengeId: string,
  now: Instant,
  limits: AccountLimits,
): readonly AccountEvent[] {
  if (method === 'email-code' && emailCodeAllowedAt(account, now, limits) !== null) return [];
  return [challenge(account, signIn, method, purpose, challengeId, now, limits)];
}

export function challenge(
  account: Account,
  signIn: SignIn,
  method: Method,
  purpose: ChallengeIssued['purpose'],
  challengeId: string,
  now: Instant,
  limits: AccountLimits,
): ChallengeIssued {
  return {
    type: 'ChallengeIssued',
    at: now,
    challengeId,
    signInId: signIn.id,
    method,
    factorId: purpose === 'mailbox' ? emailFactorId : factorOf(account, method),
    purpose,
    expiresAt: challengeExpiresAt(signIn, method, now, limits),
  };
}

function challengeExpiresAt(signIn: SignIn, method: Method, now: Instant, limits: AccountLimits): Instant {
  if (method === 'email-code') return addSeconds(now, limits.emailCodeSeconds);
  if (method === 'passkey') return addSeconds(now, limits.passkeyChallengeSeconds);
  return signIn.expiresAt;
}

/** From when the next e-mail code may be sent, `null` when now: 60 s between two, so many an hour and a day. */
export function emailCodeAllowedAt(account: Account, now: Instant, limits: AccountLimits): Instant | null {
  const sent = account.emailCodesSentAt;
  const newest = sent.at(-1);
  const waits = [
    newest && addSeconds(newest, limits.emailCodeResendSeconds),
    afterTheOldestOf(sent, limits.emailCodesPerHour, 60 * 60),
    afterTheOldestOf(sent, limits.emailCodesPerDay, 24 * 60 * 60),
  ].filter((at): at is Instant => at !== undefined && at > now);
  if (isFactorThrottled(account, emailFactorId, now, limits)) waits.push(addSeconds(now, limits.factorRetrySeconds));
  return waits.length === 0 ? null : waits.reduce((latest, at) => (at > latest ? at : latest));
}

const afterTheOldestOf = (sent: readonly Instant[], count: number, seconds: number): Instant | undefined => {
  const oldest = sent.at(-count);
  return oldest && addSeconds(oldest, seconds);
};

function whyIssued({ purpose, secondFactor, enrolledFactorId }: SignIn): RecoveryCodeIssued['because'] {
  if (purpose === 'recovery-code') return 'byHolder';
  if (secondFactor === 'recovery-code') return 'used';
  return enrolledFactorId === null ? 'notConfirmed' : 'setUp';
}

/** A key for the authenticator app, to be shown. */
export const newEnrolment = (signIn: SignIn, fresh: FreshValues, now: Instant, limits: AccountLimits): AuthenticatorEnrolmentStarted => ({
  type: 'AuthenticatorEnrolmentStarted',
  at: now,
  factorId: fresh.factorId,
  signInId: signIn.id,
  secret: fresh.totpSecret,
  expiresAt: addSeconds(now, limits.enrolmentSeconds),
});

function recoveryCode(signIn: SignIn, fresh: FreshValues, now: Instant): readonly RecoveryCodeIssued[] {
  if (fresh.recoveryVerifier === null) return [];
  const because = whyIssued(signIn);
  return [
    {
      type: 'RecoveryCodeIssued',
      at: now,
      recoveryCodeId: fresh.recoveryCodeId,
      signInId: signIn.id,
      verifier: fresh.recoveryVerifier,
      because,
    },
  ];
}

/** The one place where a session starts. */
function session(
  account: Account,
  signIn: SignIn,
  { policy, fresh }: SignInFacts,
  now: Instant,
  limits: AccountLimits,
): readonly AccountEvent[] {
  const { sessionId, tokenHash } = fresh;
  if (signIn.sessionId !== null) {
    const { acr, amr } = raisedAssurance(account, signIn, signIn.sessionId);
    return [{ type: 'SessionElevated', at: now, sessionId: signIn.sessionId, signInId: signIn.id, acr, amr, tokenHash }];
  }
  const { acr, amr } = assuranceOf(account, signIn);
  const started: SessionStarted = {
    type: 'SessionStarted',
    at: now,
    sessionId,
    signInId: signIn.id,
    acr,
    amr,
    expiresAt: addSeconds(now, policy.sessionSeconds),
    idleSeconds: policy.sessionIdleSeconds,
    tokenHash,
    deviceHash: signIn.deviceHash,
    newDevice: signIn.deviceHash === null || !account.knownDevices.includes(signIn.deviceHash),
    policy: signIn.policy,
  };
  return [...displaced(account, fresh, sessionId, now, limits), started];
}

function displaced(
  account: Account,
  { endedSessionIds }: FreshValues,
  bySessionId: string,
  now: Instant,
  limits: AccountLimits,
): readonly AccountEvent[] {
  const live = Object.values(account.sessions)
    .filter(({ id, expiresAt }) => expiresAt > now && !endedSessionIds.includes(id))
    .toSorted((one, other) => (one.startedAt < other.startedAt ? -1 : 1));
  return live
    .slice(0, Math.max(0, live.length - limits.sessionsPerAccount + 1))
    .map(({ id }) => ({ type: 'SessionDisplaced', at: now, sessionId: id, bySessionId }));
}
