import type { Command } from '../kernel/message.js';
import { own } from '../kernel/own.js';
import { andAdvance, type SignInFacts } from './advance.js';
import { SignInRejected } from './errors.js';
import type { AccountEvent } from './events.js';
import type { AccountLimits } from './limits.js';
import { passkeyFault, type PasskeyEvidence } from './passkey-evidence.js';
import { policyFact } from './policy.js';
import { isPasskeyRowFull } from './throttle.js';
import type { Account } from './state.js';

export type VerifyPasskey = Command<
  'VerifyPasskey',
  SignInFacts & {
    readonly expiresAt: string;
    readonly deviceHash: string | null;
    readonly evidence: PasskeyEvidence;
  }
>;

/** A passkey instead of the password. Its challenge belongs to this sign-in, so a sign-in that has begun takes no other. */
export function verifyPasskey({ data, now }: VerifyPasskey, account: Account, limits: AccountLimits): readonly AccountEvent[] {
  if (account.status !== 'active') throw new SignInRejected(`account is ${account.status}`);
  const { signInId, evidence, policy } = data;
  if (data.expiresAt <= now) throw new SignInRejected('sign-in expired');
  if (own(account.usedSignIns, signInId) !== undefined) throw new SignInRejected('challenge used');
  if (!policy.methods.includes('passkey')) throw new SignInRejected('passkeys not allowed');

  const reason = passkeyFault(account, evidence);
  if (!evidence.verified || reason !== null) {
    const { deviceId } = evidence;
    if (deviceId === null) throw new SignInRejected('unknown credential');
    const fault = reason ?? 'malformed';
    if (isPasskeyRowFull(account, fault, now, limits)) throw new SignInRejected('wrong passkeys limited');
    return [{ type: 'PasskeyRejected', at: now, signInId, deviceId, reason: fault }];
  }
  const { deviceId, counter, backedUp } = evidence;
  const verified: AccountEvent = {
    type: 'PasskeyVerified',
    at: now,
    signInId,
    expiresAt: data.expiresAt,
    deviceId,
    counter,
    backedUp,
    deviceHash: data.deviceHash,
    policy: policyFact(account, policy, now),
  };
  return andAdvance(account, [verified], data, now, limits);
}
