import { addSeconds } from '../kernel/instant.js';
import type { Command } from '../kernel/message.js';
import { andAdvance, type SignInFacts } from './advance.js';
import type { AccountEvent } from './events.js';
import { existing, freshSession, liveSession, strong } from './guards.js';
import type { AccountLimits } from './limits.js';
import { policyFact } from './policy.js';
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
  return [{ type: 'SessionsVoided', at: now, exceptSessionId, reason }];
}
