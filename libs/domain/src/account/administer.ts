import type { Command } from '../kernel/message.js';
import type { Sealed } from '../kernel/sealed.js';
import { AccountRefused, FreezeNotValid } from './errors.js';
import type { AccountEvent, Role } from './events.js';
import { existing } from './guards.js';
import { refuseOwnReset } from './close-case.js';
import { refuseOwnAndPeers, type ByAgent } from './staff.js';
import type { Account } from './state.js';

export type DisableAccount = Command<'DisableAccount', ByAgent>;
export type EnableAccount = Command<'EnableAccount', ByAgent>;
export type UnlockAccount = Command<'UnlockAccount', ByAgent>;
export type FreezeAccount = Command<'FreezeAccount', { readonly resetId: string; readonly caseId: string; readonly resetBy: readonly string[]; readonly told?: readonly string[] }>;
export type GrantRole = Command<'GrantRole', ByAgent & { readonly role: Role; readonly organizationIds?: readonly string[] | null }>;
export type RevokeRole = Command<'RevokeRole', ByAgent & { readonly role: Role }>;
export type ChangeEmail = Command<'ChangeEmail', { readonly email: Sealed; readonly emailHash: string }>;

/** Ends every session and lets nobody in until it is enabled. */
export function disableAccount({ data, now }: DisableAccount, account: Account): readonly AccountEvent[] {
  existing(account);
  refuseOwnAndPeers(data, account);
  if (account.status === 'disabled') throw new AccountRefused('wrongStatus', 'This account is disabled already.');
  return [{ type: 'AccountDisabled', at: now }];
}

/** Also lifts a freeze, which whoever did the disputed reset does not. */
export function enableAccount({ data, now }: EnableAccount, account: Account): readonly AccountEvent[] {
  existing(account);
  refuseOwnAndPeers(data, account);
  if (account.status !== 'disabled' && account.status !== 'frozen') {
    throw new AccountRefused('wrongStatus', 'This account is neither disabled nor frozen.');
  }
  for (const open of Object.values(account.openCases)) refuseOwnReset(data, open);
  return [{ type: 'AccountEnabled', at: now }];
}

/** Lifts the limits in force; a factor that was disabled may be used again. */
export function unlockAccount({ data, now }: UnlockAccount, account: Account): readonly AccountEvent[] {
  existing(account);
  refuseOwnAndPeers(data, account);
  const factorIds = [...new Set([...Object.keys(account.failures), ...account.disabledFactors])];
  return [{ type: 'AccountUnlocked', at: now, factorIds, networks: Object.keys(account.passwordFailures) }];
}

/** "This wasn't me": the holder stops everything, and support has a case to look at. Asking twice changes nothing. */
export function freezeAccount({ data, now }: FreezeAccount, account: Account): readonly AccountEvent[] {
  if (!account.resets.includes(data.resetId)) throw new FreezeNotValid();
  if (account.status === 'frozen' || account.status === 'disabled') return [];
  const { resetId, caseId, resetBy, told = [] } = data;
  return [
    { type: 'AccountFrozen', at: now, resetId },
    { type: 'CaseOpened', at: now, caseId, because: 'resetDisputed', resetId, resetBy, ...(told.length > 0 && { told }) },
  ];
}

/** Again for other organizations: the newest grant says for which. */
export function grantRole({ data, now }: GrantRole, account: Account): readonly AccountEvent[] {
  existing(account);
  refuseOwnAndPeers(data, account);
  const organizationIds = data.organizationIds ?? null;
  if (account.roles.includes(data.role) && isSameScope(account.roleOrganizations[data.role] ?? null, organizationIds)) {
    throw new AccountRefused('roleHeld', `The account has the role ${data.role} already.`);
  }
  return [{ type: 'RoleGranted', at: now, role: data.role, ...(organizationIds !== null && { organizationIds }) }];
}

const isSameScope = (one: readonly string[] | null, other: readonly string[] | null): boolean =>
  one === null || other === null ? one === other : one.length === other.length && one.every((id) => other.includes(id));

export function revokeRole({ data, now }: RevokeRole, account: Account): readonly AccountEvent[] {
  existing(account);
  refuseOwnAndPeers(data, account);
  if (!account.roles.includes(data.role)) throw new AccountRefused('roleNotHeld', `The account does not have the role ${data.role}.`);
  return [{ type: 'RoleRevoked', at: now, role: data.role }];
}

export function changeEmail({ data, now }: ChangeEmail, account: Account): readonly AccountEvent[] {
  existing(account);
  if (account.email === null || account.emailHash === null || account.emailHash === data.emailHash) {
    throw new AccountRefused('wrongStatus', 'This is the present address.');
  }
  return [
    {
      type: 'EmailChanged',
      at: now,
      email: data.email,
      emailHash: data.emailHash,
      previousEmail: account.email,
      previousEmailHash: account.emailHash,
    },
  ];
}
