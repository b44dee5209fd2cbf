import type { AccountEvent, AccountRegistered, AccountUnlocked, ActionProved, CaseOpened, MfaResetRequested, Role } from '../src/account/events.js';
import { addSeconds } from '../src/kernel/instant.js';
import { sealed, type At, type Over } from './builders.js';
import { start } from './time.js';

export const accountRegistered = (over: Over<AccountRegistered> = {}): AccountEvent => ({
  type: 'AccountRegistered',
  at: start,
  accountId: 'account-1',
  organizationId: 'org-1',
  email: sealed('dana@riverside.example'),
  emailHash: 'hash-of-dana',
  name: sealed('Dana Reyes'),
  userHandle: 'handle-1',
  language: null,
  ...over,
});

export const invitationIssued = (invitationId: string, { at = start, expiresAt = addSeconds(at, 24 * 60 * 60) } = {}): AccountEvent => ({
  type: 'InvitationIssued',
  at,
  invitationId,
  expiresAt,
});
export const invitationAccepted = (invitationId: string, { at = start }: At = {}): AccountEvent => ({
  type: 'InvitationAccepted',
  at,
  invitationId,
});

const verifierOf = (type: 'PasswordSet' | 'PasswordChanged' | 'PasswordRehashed', fallback: string) =>
  ({ at = start, verifier = sealed(fallback) } = {}): AccountEvent => ({ type, at, verifier });
export const passwordSet = verifierOf('PasswordSet', 'verifier-1');
export const passwordChanged = verifierOf('PasswordChanged', 'verifier-2');
export const passwordRehashed = verifierOf('PasswordRehashed', 'verifier-1-stronger');

export const mfaReset = (resetId: string, over: Over<Extract<AccountEvent, { type: 'MfaReset' }>> = {}): AccountEvent => ({
  type: 'MfaReset',
  at: start,
  resetId,
  identityProof: 'video-call',
  factorsEnded: ['app-1', 'rc-1'],
  devicesEnded: [],
  sessionsEnded: [],
  ...over,
});
export const accountDisabled = ({ at = start }: At = {}): AccountEvent => ({ type: 'AccountDisabled', at });
export const accountEnabled = ({ at = start }: At = {}): AccountEvent => ({ type: 'AccountEnabled', at });
export const accountFrozen = (resetId: string, { at = start }: At = {}): AccountEvent => ({ type: 'AccountFrozen', at, resetId });
export const caseOpened = (caseId: string, resetId: string, over: Over<CaseOpened> = {}): AccountEvent => ({
  type: 'CaseOpened',
  at: start,
  caseId,
  because: 'resetDisputed',
  resetId,
  resetBy: ['agent-1'],
  ...over,
});
export const caseClosed = (caseId: string, { at = start }: At = {}): AccountEvent => ({ type: 'CaseClosed', at, caseId });
export const accountUnlocked = (over: Over<AccountUnlocked> = {}): AccountEvent => ({
  type: 'AccountUnlocked',
  at: start,
  factorIds: [],
  networks: [],
  ...over,
});
export const accountErased = ({ at = start }: At = {}): AccountEvent => ({ type: 'AccountErased', at, reason: 'asked for by the holder', ticket: 'T-1' });
export const emailChanged = ({ at = start }: At = {}): AccountEvent => ({
  type: 'EmailChanged',
  at,
  email: sealed('d.reyes@riverside.example'),
  emailHash: 'hash-of-d.reyes',
  previousEmail: sealed('dana@riverside.example'),
  previousEmailHash: 'hash-of-dana',
});
export const roleGranted = (role: Role, { at = start }: At = {}): AccountEvent => ({ type: 'RoleGranted', at, role });
export const roleRevoked = (role: Role, { at = start }: At = {}): AccountEvent => ({ type: 'RoleRevoked', at, role });

export const resetRequested = (resetId: string, over: Over<MfaResetRequested> = {}): AccountEvent => {
  const at = over.at ?? start;
  const expiresAt = addSeconds(at, 24 * 60 * 60);
  return { type: 'MfaResetRequested', at, resetId, identityProof: 'video-call', requestedBy: 'agent-1', approvalsNeeded: 2, expiresAt, ...over };
};
export const resetRejected = (resetId: string, rejectedBy: string, { at = start }: At = {}): AccountEvent => ({ type: 'MfaResetRejected', at, resetId, rejectedBy });
export const actionProved = (proofId: string, over: Over<ActionProved> = {}): AccountEvent => ({
  type: 'ActionProved',
  at: start,
  proofId,
  action: 'reset',
  subject: 'account-2/reset-1',
  deviceId: 'laptop-passkey',
  counter: 2,
  backedUp: false,
  ...over,
});
