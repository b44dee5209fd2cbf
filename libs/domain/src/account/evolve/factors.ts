import type { AuthenticatorEnrolled, RecoveryCodeConfirmed, RecoveryCodeIssued } from '../events.js';
import type { Account } from '../state.js';
import { asked, changeSignIn, completed } from './sign-ins.js';

export function authenticatorEnrolled(account: Account, event: AuthenticatorEnrolled): Account {
  const secret = account.signIns[event.signInId]?.enrolment?.secret;
  if (secret === undefined) throw new Error('AuthenticatorEnrolled without its start');
  return {
    ...changeSignIn(account, event.signInId, () => ({ enrolment: null, enrolledFactorId: event.factorId })),
    authenticators: {
      ...account.authenticators,
      [event.factorId]: { id: event.factorId, secret, enrolledAt: event.at, lastStep: event.step },
    },
    mailboxProofRequired: false,
  };
}

export function recoveryCodeIssued(account: Account, event: RecoveryCodeIssued): Account {
  return withoutFactors(
    {
      ...asked(account, event.signInId, () => ({ recoveryCodeId: event.recoveryCodeId })),
      recoveryCode: { id: event.recoveryCodeId, verifier: event.verifier, confirmed: false },
    },
    account.recoveryCode === null ? [] : [account.recoveryCode.id],
  );
}

export function recoveryCodeConfirmed(account: Account, event: RecoveryCodeConfirmed): Account {
  return {
    ...completed(account, event.signInId, 'recovery-code'),
    recoveryCode: account.recoveryCode && { ...account.recoveryCode, confirmed: true },
  };
}

/** Their failures and blocks are forgotten. */
export const withoutFactors = (account: Account, factorIds: readonly string[]): Account => ({
  ...account,
  failures: Object.fromEntries(Object.entries(account.failures).filter(([id]) => !factorIds.includes(id))),
  disabledFactors: account.disabledFactors.filter((id) => !factorIds.includes(id)),
});
