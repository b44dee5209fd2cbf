import { addSeconds, type Instant } from '../kernel/instant.js';
import type { Command } from '../kernel/message.js';
import { own } from '../kernel/own.js';
import { ResetRefused, ResetRequestRefused } from './errors.js';
import type { AccountEvent, IdentityProof } from './events.js';
import { existing } from './guards.js';
import type { AccountLimits } from './limits.js';
import { mfaReset, provedIdentity, refuseTooMany, refuseUnfit, refuseWrongAgent } from './reset-mfa.js';
import type { Agent } from './staff.js';
import type { Account, OpenReset } from './state.js';

type StaffAgent = Extract<Agent, { readonly kind: 'account' }>;

export type RequestMfaReset = Command<
  'RequestMfaReset',
  {
    readonly resetId: string;
    readonly by: StaffAgent;
    /** Resets that this agent asked for and that were done within the last day. */
    readonly resetsToday: number;
    readonly reason: string;
    readonly ticket: string;
    readonly identityProof: IdentityProof | null;
    /** What the organization's policy asks for now. */
    readonly approvalsNeeded: 1 | 2;
    /** Staff who may approve it, where somebody else has to. */
    readonly told?: readonly string[];
  }
>;

/** The first half of a reset: who asks, why, and how identity was proved. Everything is checked now and once more when it is done. */
export function requestMfaReset({ data, now }: RequestMfaReset, account: Account, limits: AccountLimits): readonly AccountEvent[] {
  existing(account);
  refuseWrongAgent(data.by, account);
  refuseTooMany(data, limits);
  const identityProof = provedIdentity(data);
  refuseUnfit(account, now, limits);
  if (Object.values(account.openResets).some(({ expiresAt }) => expiresAt > now)) {
    throw new ResetRequestRefused('alreadyOpen', 'A reset of this account was asked for already.');
  }
  const { resetId, by, approvalsNeeded, told = [] } = data;
  const expiresAt = addSeconds(now, limits.resetRequestSeconds);
  return [{ type: 'MfaResetRequested', at: now, resetId, identityProof, requestedBy: by.accountId, approvalsNeeded, expiresAt, ...(approvalsNeeded === 2 && told.length > 0 && { told }) }];
}

export type ApproveMfaReset = Command<
  'ApproveMfaReset',
  {
    readonly resetId: string;
    readonly by: StaffAgent;
    /** Of the agent who asked. */
    readonly resetsToday: number;
    readonly approvalsNeeded: 1 | 2;
  }
>;

/** The second half. Where two are needed, the second is somebody else; a policy that became stricter in between counts. */
export function approveMfaReset({ data, now }: ApproveMfaReset, account: Account, limits: AccountLimits): readonly AccountEvent[] {
  existing(account);
  const { resetId, by } = data;
  refuseWrongAgent(by, account);
  const reset = openReset(account, resetId, now);
  const two = reset.approvalsNeeded === 2 || data.approvalsNeeded === 2;
  if (two && reset.requestedBy === by.accountId) throw new ResetRefused('ownRequest', 'Somebody else has to approve this reset.');
  refuseTooMany(data, limits);
  refuseUnfit(account, now, limits);
  return [{ ...mfaReset(account, resetId, reset.identityProof, now), requestedBy: reset.requestedBy, approvedBy: by.accountId }];
}

export type RejectMfaReset = Command<'RejectMfaReset', { readonly resetId: string; readonly by: StaffAgent }>;

export function rejectMfaReset({ data: { resetId, by }, now }: RejectMfaReset, account: Account): readonly AccountEvent[] {
  existing(account);
  refuseWrongAgent(by, account);
  openReset(account, resetId, now);
  return [{ type: 'MfaResetRejected', at: now, resetId, rejectedBy: by.accountId }];
}

/** @throws ResetRequestRefused unknown, done, rejected or expired */
export function openReset(account: Account, resetId: string, now: Instant): OpenReset {
  const reset = own(account.openResets, resetId);
  if (reset === undefined || reset.expiresAt <= now) throw new ResetRequestRefused('notOpen', 'This reset is not open any more.');
  return reset;
}
