import { addSeconds } from '../kernel/instant.js';
import type { Command } from '../kernel/message.js';
import { ResetRefused } from './errors.js';
import type { AccountEvent, IdentityProof, Role } from './events.js';
import { existing } from './guards.js';
import type { AccountLimits } from './limits.js';
import { isEnrolled } from './policy.js';
import type { Account } from './state.js';

export type ResetMfa = Command<
  'ResetMfa',
  {
    readonly resetId: string;
    /** Who resets. An operator has the machine and so stands with the owners. */
    readonly by: { readonly kind: 'operator' } | { readonly kind: 'account'; readonly accountId: string; readonly roles: readonly Role[] };
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
  refuseWrongAgent(data, account, limits);
  const { identityProof } = data;
  if (data.reason.trim() === '' || data.ticket.trim() === '' || identityProof === null) {
    throw new ResetRefused('missingProof', 'A reason, a ticket and how identity was proved are required.');
  }
  if (account.emailChangedAt !== null && now < addSeconds(account.emailChangedAt, limits.resetBlockedAfterEmailChangeSeconds)) {
    throw new ResetRefused('addressChanged', 'The address changed too recently for a reset.');
  }
  if (!isEnrolled(account) && account.recoveryCode === null) {
    throw new ResetRefused('nothingToReset', 'This account has nothing to reset.');
  }
  return [
    {
      type: 'MfaReset',
      at: now,
      resetId: data.resetId,
      identityProof,
      factorsEnded: [...Object.keys(account.authenticators), ...(account.recoveryCode === null ? [] : [account.recoveryCode.id])],
      devicesEnded: Object.keys(account.devices),
      sessionsEnded: Object.keys(account.sessions),
    },
  ];
}

function refuseWrongAgent({ by, resetsToday }: ResetMfa['data'], account: Account, limits: AccountLimits): void {
  if (by.kind === 'operator') return;
  if (by.accountId === account.id) throw new ResetRefused('ownAccount', 'Nobody resets their own account.');
  const isOwner = by.roles.includes('owner');
  if (!isOwner && !by.roles.includes('support')) throw new ResetRefused('notAllowed', 'Only support resets MFA.');
  if (account.roles.length > 0 && !isOwner) throw new ResetRefused('peer', 'Only an owner resets the account of staff.');
  if (resetsToday >= limits.resetsPerAgentPerDay) throw new ResetRefused('tooMany', 'Too many resets today.');
}
