import { isEnrolled, type AppliedPolicy } from './policy.js';
import type { Account, SignIn } from './state.js';

export type Step =
  | 'first-factor'
  | 'prove-mailbox'
  | 'set-up-authenticator'
  | 'store-recovery-code'
  | 'trust-device'
  | 'challenge'
  | 'done';

/** What this sign-in waits for. The whole journey is in this function. */
export function nextStep(account: Account, signIn: SignIn, policy: AppliedPolicy): Step {
  if (signIn.firstFactor === null) return 'first-factor';
  // Begun by who is signed in, for one thing, and done with it.
  if (signIn.purpose === 'trust-device') return signIn.complete ? 'done' : 'trust-device';
  if (signIn.purpose === 'recovery-code') return signIn.complete ? 'done' : 'store-recovery-code';
  if (mustSetUp(account, signIn, policy)) {
    return mustProveMailbox(account, signIn, policy) ? 'prove-mailbox' : 'set-up-authenticator';
  }
  if (mustAnswerChallenge(account, signIn)) return 'challenge';
  if (mustStoreRecoveryCode(account, signIn)) return 'store-recovery-code';
  if (mayTrustDevice(account, signIn, policy)) return 'trust-device';
  return 'done';
}

function mustSetUp(account: Account, signIn: SignIn, policy: AppliedPolicy): boolean {
  if (signIn.enrolledFactorId !== null || signIn.complete) return false;
  if (signIn.purpose === 'set-up') return true;
  if (signIn.secondFactor === 'email-code' && policy.emailCode === 'recovery') return true;
  return signIn.policy.mfaRequired && !isEnrolled(account);
}

/** After a reset always, and before the first set-up where the policy says so, from wherever it was begun. */
const mustProveMailbox = (account: Account, signIn: SignIn, policy: AppliedPolicy): boolean =>
  !signIn.mailboxProved &&
  signIn.secondFactor === null &&
  (account.mailboxProofRequired || (policy.proveMailboxFirst && !isEnrolled(account)));

const mustAnswerChallenge = (account: Account, signIn: SignIn): boolean => {
  if (signIn.secondFactor !== null || signIn.enrolledFactorId !== null || signIn.firstFactor === 'passkey') return false;
  if (signIn.complete) return false;
  return signIn.purpose === 'step-up' ? isEnrolled(account) : signIn.policy.mfaRequired;
};

/** Also when an earlier code was shown and never confirmed: it may not have been stored. */
const mustStoreRecoveryCode = (account: Account, signIn: SignIn): boolean => {
  if (signIn.purpose === 'step-up' || !isEnrolled(account)) return false;
  return account.recoveryCode === null ? !signIn.complete : !account.recoveryCode.confirmed && isOwnCode(account, signIn);
};

/** A finished sign-in shows the code it was given, and no other. */
const isOwnCode = (account: Account, signIn: SignIn): boolean =>
  !signIn.complete || account.recoveryCode?.id === signIn.recoveryCodeId;

const mayTrustDevice = (account: Account, signIn: SignIn, policy: AppliedPolicy): boolean =>
  signIn.enrolledFactorId !== null && !signIn.trustDecided && !signIn.complete && endsWithTrust(account, signIn, policy);

/** Whether this set-up comes to "trust this device?": not where passkeys are not allowed, and not of a device trusted before it. */
export const endsWithTrust = (account: Account, signIn: SignIn, policy: AppliedPolicy): boolean =>
  policy.methods.includes('passkey') && (signIn.trustDecided || !isTrusted(account, signIn));

const isTrusted = (account: Account, { deviceHash }: SignIn): boolean =>
  deviceHash !== null && Object.values(account.devices).some((device) => device.deviceHash === deviceHash);

/** Whether a step of this sign-in may issue a recovery code: making one beforehand costs as much as a password. */
export const mayNeedRecoveryCode = (account: Account, signInId: string): boolean => {
  const signIn = account.signIns[signInId];
  const usesOne = Object.values(signIn?.challenges ?? {}).some(({ method }) => method === 'recovery-code');
  return usesOne || signIn?.enrolment != null || (isEnrolled(account) && account.recoveryCode?.confirmed !== true);
};
