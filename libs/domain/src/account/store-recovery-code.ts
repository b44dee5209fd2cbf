import type { Command } from '../kernel/message.js';
import { andAdvance, type SignInFacts } from './advance.js';
import type { AccountEvent } from './events.js';
import { WrongStep } from './errors.js';
import { signInAt } from './guards.js';
import type { AccountLimits } from './limits.js';
import { refuseTooManyRequests } from './throttle.js';
import type { Account } from './state.js';

export type ReplaceRecoveryCode = Command<'ReplaceRecoveryCode', SignInFacts>;

/** The code that was shown is lost (a page reloaded): it dies and another is shown. */
export function replaceRecoveryCode({ data, now }: ReplaceRecoveryCode, account: Account, limits: AccountLimits): readonly AccountEvent[] {
  const signIn = signInAt(account, data.signInId, data.policy, now, 'store-recovery-code');
  refuseTooManyRequests(signIn, now, limits);
  const { recoveryCodeId, recoveryVerifier } = data.fresh;
  if (recoveryVerifier === null) throw new Error('a recovery code was asked for and none was made');
  return [
    {
      type: 'RecoveryCodeIssued',
      at: now,
      recoveryCodeId,
      signInId: signIn.id,
      verifier: recoveryVerifier,
      because: 'notConfirmed',
    },
  ];
}

export type ConfirmRecoveryCode = Command<'ConfirmRecoveryCode', SignInFacts>;

/** "I have stored it." */
export function confirmRecoveryCode(
  { data, now }: ConfirmRecoveryCode,
  account: Account,
  limits: AccountLimits,
): readonly AccountEvent[] {
  const signIn = signInAt(account, data.signInId, data.policy, now, 'store-recovery-code');
  const { recoveryCode } = account;
  if (recoveryCode === null || recoveryCode.id !== signIn.recoveryCodeId) throw new WrongStep('store-recovery-code');
  const confirmed: AccountEvent = {
    type: 'RecoveryCodeConfirmed',
    at: now,
    recoveryCodeId: recoveryCode.id,
    signInId: signIn.id,
  };
  return andAdvance(account, [confirmed], data, now, limits);
}
