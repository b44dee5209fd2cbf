import { filtered } from '../../kernel/records.js';
import type { CaseOpened, MfaReset, MfaResetRequested } from '../events.js';
import type { Account } from '../state.js';

export function mfaResetRequested(account: Account, event: MfaResetRequested): Account {
  const { type: _type, at: requestedAt, resetId: id, told: _told, ...reset } = event;
  const open = filtered(account.openResets, ({ expiresAt }) => expiresAt > requestedAt);
  return { ...account, openResets: { ...open, [id]: { id, requestedAt, ...reset } } };
}

export function mfaReset(account: Account, event: MfaReset): Account {
  return {
    ...account,
    authenticators: {},
    recoveryCode: null,
    devices: {},
    failures: {},
    disabledFactors: [],
    passkeyFailures: {},
    failuresBehindPassword: 0,
    signIns: {},
    sessions: {},
    knownDevices: [],
    mailboxProofRequired: true,
    resets: [...account.resets, event.resetId].slice(-20),
    openResets: {},
  };
}

export function caseOpened(account: Account, { caseId: id, at: openedAt, resetId, resetBy }: CaseOpened): Account {
  return { ...account, openCases: { ...account.openCases, [id]: { id, openedAt, resetId, resetBy } } };
}
