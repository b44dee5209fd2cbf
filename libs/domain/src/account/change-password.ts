import type { Command } from '../kernel/message.js';
import type { Sealed } from '../kernel/sealed.js';
import { WrongPassword } from './errors.js';
import type { AccountEvent } from './events.js';
import { freshSession } from './guards.js';
import type { AccountLimits } from './limits.js';
import { refuseWeakPassword, type PasswordFacts } from './password-rules.js';
import { policyFact, type AppliedPolicy } from './policy.js';
import { isPasswordThrottled } from './throttle.js';
import type { Account } from './state.js';

export type ChangePassword = Command<
  'ChangePassword',
  {
    readonly sessionId: string;
    readonly network: string;
    readonly currentMatches: boolean;
    readonly password: PasswordFacts;
    readonly verifier: Sealed;
    readonly policy: AppliedPolicy;
  }
>;

/** Takes the present password and a fresh session; every other session ends with it. */
export function changePassword({ data, now }: ChangePassword, account: Account, limits: AccountLimits): readonly AccountEvent[] {
  const { sessionId, network } = data;
  freshSession(account, sessionId, now, limits);
  refuseWeakPassword(data.password, policyFact(account, data.policy, now).mfaRequired, limits);
  if (isPasswordThrottled(account, network, now, limits)) throw new WrongPassword('throttled');
  if (!data.currentMatches) {
    const failures = (account.passwordFailures[network]?.count ?? 0) + 1;
    return [{ type: 'PasswordRejected', at: now, signInId: sessionId, network, failures }];
  }
  return [
    { type: 'PasswordChanged', at: now, verifier: data.verifier },
    { type: 'SessionsVoided', at: now, exceptSessionId: sessionId, reason: 'passwordChanged' },
  ];
}
