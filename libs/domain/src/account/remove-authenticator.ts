import type { Command } from '../kernel/message.js';
import { own } from '../kernel/own.js';
import { AuthenticatorNotFound, RequiredFactor } from './errors.js';
import type { AccountEvent } from './events.js';
import { freshSession } from './guards.js';
import type { AccountLimits } from './limits.js';
import { isAllowed } from './methods.js';
import type { AppliedPolicy } from './policy.js';
import type { Account } from './state.js';

export type RemoveAuthenticator = Command<
  'RemoveAuthenticator',
  { readonly sessionId: string; readonly factorId: string; readonly policy: AppliedPolicy }
>;

/** The holder has it no more, or wants none. Who only changes telephones sets up the new one instead: that replaces it. */
export function removeAuthenticator({ data, now }: RemoveAuthenticator, account: Account, limits: AccountLimits): readonly AccountEvent[] {
  freshSession(account, data.sessionId, now, limits);
  if (own(account.authenticators, data.factorId) === undefined) throw new AuthenticatorNotFound();
  keepSecondFactor(account, data.policy, data.factorId);
  return [{ type: 'AuthenticatorRemoved', at: now, factorId: data.factorId, reason: 'byHolder' }];
}

/**
 * Whether a second factor may go: another one that works stays, or nobody asks for one. Who enrolled by themselves may go
 * back to the password alone.
 */
export const mayRemove = (account: Account, policy: AppliedPolicy, factorId: string): boolean => {
  const required = policy.mfaRequired || account.roles.length > 0;
  return !required || usableFactors(account, policy).some((id) => id !== factorId);
};

/** @throws RequiredFactor */
export function keepSecondFactor(account: Account, policy: AppliedPolicy, factorId: string): void {
  if (!mayRemove(account, policy, factorId)) throw new RequiredFactor();
}

/** Ids of what a challenge can be answered with: allowed by the organization, and not disabled after too many failures. */
const usableFactors = (account: Account, policy: AppliedPolicy): readonly string[] => [
  ...(isAllowed(policy, 'authenticator') ? Object.keys(account.authenticators).filter((id) => !account.disabledFactors.includes(id)) : []),
  ...(isAllowed(policy, 'passkey') ? Object.keys(account.devices) : []),
];
