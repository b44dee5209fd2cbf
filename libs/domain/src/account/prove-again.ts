import { addSeconds } from '../kernel/instant.js';
import type { Command } from '../kernel/message.js';
import { andAdvance, type SignInFacts } from './advance.js';
import type { AccountEvent } from './events.js';
import { EnrolmentRequired, MethodNotAvailable } from './errors.js';
import { existing, freshSession, liveSession, strong } from './guards.js';
import type { AccountLimits } from './limits.js';
import { isAllowed } from './methods.js';
import { isEnrolled, policyFact } from './policy.js';
import { refuseOwnAndPeers, type ByAgent } from './staff.js';
import type { Account } from './state.js';

interface InSession extends SignInFacts {
  readonly sessionId: string;
  readonly deviceHash: string | null;
}

export type StartStepUp = Command<'StartStepUp', InSession>;

/** Who is signed in proves it again, for a change that matters: a second factor, or the password where there is none. */
export function startStepUp({ data, now }: StartStepUp, account: Account, limits: AccountLimits): readonly AccountEvent[] {
  liveSession(account, data.sessionId, now);
  return andAdvance(account, [{ type: 'StepUpStarted', at: now, ...started(data, account, now, limits) }], data, now, limits);
}

export type StartSetUp = Command<'StartSetUp', InSession>;

/**
 * Enrolling by oneself. From then on MFA is asked of this account. Who lost the authenticator app signed in with the recovery
 * code and can prove nothing better, so it is enough here (and nowhere else).
 */
export function startSetUp({ data, now }: StartSetUp, account: Account, limits: AccountLimits): readonly AccountEvent[] {
  freshSession(account, data.sessionId, now, limits, [...strong, 'recovery']);
  return andAdvance(account, [{ type: 'SetUpStarted', at: now, ...started(data, account, now, limits) }], data, now, limits);
}

export type StartDeviceTrust = Command<'StartDeviceTrust', InSession>;

/** Another device, or another passkey: any number of them, each made by who has proved a second factor just now. */
export function startDeviceTrust({ data, now }: StartDeviceTrust, account: Account, limits: AccountLimits): readonly AccountEvent[] {
  freshSession(account, data.sessionId, now, limits);
  if (!isEnrolled(account)) throw new EnrolmentRequired();
  if (!isAllowed(data.policy, 'passkey')) throw new MethodNotAvailable();
  return andAdvance(account, [{ type: 'DeviceTrustStarted', at: now, ...started(data, account, now, limits) }], data, now, limits);
}

export type StartRecoveryCodeReplacement = Command<'StartRecoveryCodeReplacement', InSession>;

/** A new recovery code; the old one is dead with this append, whether or not the new one is stored. */
export function startRecoveryCodeReplacement(
  { data, now }: StartRecoveryCodeReplacement,
  account: Account,
  limits: AccountLimits,
): readonly AccountEvent[] {
  freshSession(account, data.sessionId, now, limits);
  if (!isEnrolled(account)) throw new EnrolmentRequired();
  if (data.fresh.recoveryVerifier === null) throw new Error('a recovery code was asked for and none was made');
  const begun: AccountEvent = { type: 'RecoveryCodeReplacementStarted', at: now, ...started(data, account, now, limits) };
  return andAdvance(account, [begun], data, now, limits);
}

const started = ({ signInId, sessionId, deviceHash, policy }: InSession, account: Account, now: string, limits: AccountLimits) => ({
  signInId,
  expiresAt: addSeconds(now, limits.signInSeconds),
  sessionId,
  deviceHash,
  policy: policyFact(account, policy, now),
});

export type VoidSessions = Command<'VoidSessions', ByAgent & { readonly exceptSessionId: string | null; readonly reason: 'byHolder' | 'byStaff' }>;

/** Ends every session, or every other one. */
export function voidSessions({ data, now }: VoidSessions, account: Account): readonly AccountEvent[] {
  existing(account);
  refuseOwnAndPeers(data, account);
  const { exceptSessionId, reason } = data;
  if (exceptSessionId !== null) liveSession(account, exceptSessionId, now);
  return [{ type: 'SessionsVoided', at: now, exceptSessionId, reason }];
}
