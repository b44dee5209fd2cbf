import { addSeconds } from '../kernel/instant.js';
import type { Command } from '../kernel/message.js';
import { ResetRefused } from './errors.js';
import type { AccountEvent, IdentityProof, MfaReset } from './events.js';
import { existing } from './guards.js';
import type { AccountLimits } from './limits.js';
import { isEnrolled } from './policy.js';
import type { Agent } from './staff.js';
import type { Account } from './state.js';

export type ResetMfa = Command<
  'ResetMfa',
  {
    readonly resetId: string;
    /** Who resets. */
    readonly by: Agent;
    /** Resets by the same agent within the last day. */
    readonly resetsToday: number;
    readonly reason: string;
    readonly ticket: string;
    readonly identityProof: IdentityProof | null;
  }
>;

/** Everything lost: all factors, trusted devices and sessions end in one append; the next sign-in proves the mailbox first. */
export function resetMfa({ data, now }: ResetMfa, account: Account, limits: AccountLimits): readonly AccountEvent[] {
  existing(account);
  refuseWrongAgent(data.by, account);
  refuseTooMany(data, limits);
  const identityProof = provedIdentity(data);
  refuseUnfit(account, now, limits);
  return [mfaReset(account, data.resetId, identityProof, now)];
}

/** What ends is what there is at the moment of the append. */
export const mfaReset = (account: Account, resetId: string, identityProof: IdentityProof, at: string): MfaReset => ({
  type: 'MfaReset',
  at,
  resetId,
  identityProof,
  ...endedByReset(account),
});

/** What a reset would end, and does. */
export const endedByReset = (account: Account): Pick<MfaReset, 'factorsEnded' | 'devicesEnded' | 'sessionsEnded'> => ({
  factorsEnded: [...Object.keys(account.authenticators), ...(account.recoveryCode === null ? [] : [account.recoveryCode.id])],
  devicesEnded: Object.keys(account.devices),
  sessionsEnded: Object.keys(account.sessions),
});

/** @throws ResetRefused `missingProof` */
export function provedIdentity({ reason, ticket, identityProof }: Pick<ResetMfa['data'], 'reason' | 'ticket' | 'identityProof'>): IdentityProof {
  if (reason.trim() === '' || ticket.trim() === '' || identityProof === null) {
    throw new ResetRefused('missingProof', 'A reason, a ticket and how identity was proved are required.');
  }
  return identityProof;
}

/** @throws ResetRefused `ownAccount`, `notAllowed`, `peer` */
export function refuseWrongAgent(by: Agent, account: Account): void {
  if (by.kind === 'operator') return;
  if (by.accountId === account.id) throw new ResetRefused('ownAccount', 'Nobody resets their own account.');
  const isOwner = by.roles.includes('owner');
  if (!isOwner && !by.roles.includes('support')) throw new ResetRefused('notAllowed', 'Only support resets MFA.');
  if (account.roles.length > 0 && !isOwner) throw new ResetRefused('peer', 'Only an owner resets the account of staff.');
}

/** @throws ResetRefused `tooMany` */
export function refuseTooMany({ by, resetsToday }: Pick<ResetMfa['data'], 'by' | 'resetsToday'>, limits: AccountLimits): void {
  if (by.kind === 'operator') return;
  if (resetsToday >= limits.resetsPerAgentPerDay) throw new ResetRefused('tooMany', 'Too many resets today.');
}

/** @throws ResetRefused `addressChanged`, `nothingToReset` */
export function refuseUnfit(account: Account, now: string, limits: AccountLimits): void {
  if (account.emailChangedAt !== null && now < addSeconds(account.emailChangedAt, limits.resetBlockedAfterEmailChangeSeconds)) {
    throw new ResetRefused('addressChanged', 'The address changed too recently for a reset.');
  }
  if (!isEnrolled(account) && account.recoveryCode === null) {
    throw new ResetRefused('nothingToReset', 'This account has nothing to reset.');
  }
}
