import type { Decider } from '../kernel/decider.js';
import { unreachable } from '../kernel/unreachable.js';
import * as administer from './administer.js';
import { answerChallenge, type AnswerChallenge } from './answer-challenge.js';
import { closeCase, type CloseCase } from './close-case.js';
import { changePassword, type ChangePassword } from './change-password.js';
import { confirmAuthenticator, startEnrolment, type ConfirmAuthenticator, type StartEnrolment } from './enrol-authenticator.js';
import type { AccountEvent } from './events.js';
import { evolve } from './evolve.js';
import { eraseAccount, type EraseAccount } from './erase-account.js';
import { issueChallenge, type IssueChallenge } from './issue-challenge.js';
import type { AccountLimits } from './limits.js';
import { changeLanguage, type ChangeLanguage } from './change-language.js';
import { disputeActivity, type DisputeActivity } from './dispute-activity.js';
import {
  startDeviceTrust,
  startRecoveryCodeReplacement,
  startSetUp,
  startStepUp,
  voidSessions,
  type StartDeviceTrust,
  type StartRecoveryCodeReplacement,
  type StartSetUp,
  type StartStepUp,
  type VoidSessions,
} from './prove-again.js';
import {
  acceptInvitation,
  issueInvitation,
  registerAccount,
  revokeInvitation,
  type AcceptInvitation,
  type IssueInvitation,
  type RegisterAccount,
  type RevokeInvitation,
} from './register.js';
import { proveAction, type ProveAction } from './prove-action.js';
import { removeFactorByStaff, revokeDeviceByStaff, type RemoveFactorByStaff, type RevokeDeviceByStaff } from './remove-by-staff.js';
import {
  approveMfaReset,
  rejectMfaReset,
  requestMfaReset,
  type ApproveMfaReset,
  type RejectMfaReset,
  type RequestMfaReset,
} from './request-reset.js';
import { removeAuthenticator, type RemoveAuthenticator } from './remove-authenticator.js';
import { resetMfa, type ResetMfa } from './reset-mfa.js';
import { noAccount, type Account } from './state.js';
import { confirmRecoveryCode, replaceRecoveryCode, type ConfirmRecoveryCode, type ReplaceRecoveryCode } from './store-recovery-code.js';
import {
  declineDeviceTrust,
  renameDevice,
  revokeDevice,
  trustDevice,
  type DeclineDeviceTrust,
  type RenameDevice,
  type RevokeDevice,
  type TrustDevice,
} from './trust-device.js';
import { verifyPasskey, type VerifyPasskey } from './verify-passkey.js';
import { verifyPassword, type VerifyPassword } from './verify-password.js';

export type AccountCommand =
  | RegisterAccount
  | IssueInvitation
  | RevokeInvitation
  | AcceptInvitation
  | VerifyPassword
  | VerifyPasskey
  | IssueChallenge
  | AnswerChallenge
  | StartEnrolment
  | ConfirmAuthenticator
  | ReplaceRecoveryCode
  | ConfirmRecoveryCode
  | TrustDevice
  | DeclineDeviceTrust
  | RenameDevice
  | RevokeDevice
  | StartStepUp
  | StartSetUp
  | StartDeviceTrust
  | StartRecoveryCodeReplacement
  | RemoveAuthenticator
  | DisputeActivity
  | ChangeLanguage
  | VoidSessions
  | ChangePassword
  | ResetMfa
  | RequestMfaReset
  | ApproveMfaReset
  | RejectMfaReset
  | RevokeDeviceByStaff
  | RemoveFactorByStaff
  | ProveAction
  | CloseCase
  | administer.DisableAccount
  | administer.EnableAccount
  | administer.UnlockAccount
  | administer.FreezeAccount
  | administer.GrantRole
  | administer.RevokeRole
  | administer.ChangeEmail
  | EraseAccount;

export type AccountDecider = Decider<AccountCommand, Account, AccountEvent>;

export const createAccountDecider = (limits: AccountLimits): AccountDecider => ({
  initial: noAccount,
  evolve,
  decide: (command, account) => decide(command, account, limits),
});

function decide(command: AccountCommand, account: Account, limits: AccountLimits): readonly AccountEvent[] {
  switch (command.type) {
    case 'RegisterAccount':
      return registerAccount(command, account);
    case 'IssueInvitation':
      return issueInvitation(command, account);
    case 'RevokeInvitation':
      return revokeInvitation(command, account);
    case 'AcceptInvitation':
      return acceptInvitation(command, account, limits);
    case 'VerifyPassword':
      return verifyPassword(command, account, limits);
    case 'VerifyPasskey':
      return verifyPasskey(command, account, limits);
    case 'IssueChallenge':
      return issueChallenge(command, account, limits);
    case 'AnswerChallenge':
      return answerChallenge(command, account, limits);
    case 'StartEnrolment':
      return startEnrolment(command, account, limits);
    case 'ConfirmAuthenticator':
      return confirmAuthenticator(command, account, limits);
    case 'ReplaceRecoveryCode':
      return replaceRecoveryCode(command, account, limits);
    case 'ConfirmRecoveryCode':
      return confirmRecoveryCode(command, account, limits);
    case 'TrustDevice':
      return trustDevice(command, account, limits);
    case 'DeclineDeviceTrust':
      return declineDeviceTrust(command, account, limits);
    case 'RenameDevice':
      return renameDevice(command, account);
    case 'RevokeDevice':
      return revokeDevice(command, account, limits);
    case 'StartStepUp':
      return startStepUp(command, account, limits);
    case 'StartSetUp':
      return startSetUp(command, account, limits);
    case 'StartDeviceTrust':
      return startDeviceTrust(command, account, limits);
    case 'StartRecoveryCodeReplacement':
      return startRecoveryCodeReplacement(command, account, limits);
    case 'RemoveAuthenticator':
      return removeAuthenticator(command, account, limits);
    case 'DisputeActivity':
      return disputeActivity(command, account);
    case 'ChangeLanguage':
      return changeLanguage(command, account);
    case 'VoidSessions':
      return voidSessions(command, account);
    case 'ChangePassword':
      return changePassword(command, account, limits);
    case 'ResetMfa':
      return resetMfa(command, account, limits);
    case 'RequestMfaReset':
      return requestMfaReset(command, account, limits);
    case 'ApproveMfaReset':
      return approveMfaReset(command, account, limits);
    case 'RejectMfaReset':
      return rejectMfaReset(command, account);
    case 'RevokeDeviceByStaff':
      return revokeDeviceByStaff(command, account);
    case 'RemoveFactorByStaff':
      return removeFactorByStaff(command, account);
    case 'ProveAction':
      return proveAction(command, account);
    case 'CloseCase':
      return closeCase(command, account);
    case 'EraseAccount':
      return eraseAccount(command, account);
    case 'DisableAccount':
      return administer.disableAccount(command, account);
    case 'EnableAccount':
      return administer.enableAccount(command, account);
    case 'UnlockAccount':
      return administer.unlockAccount(command, account);
    case 'FreezeAccount':
      return administer.freezeAccount(command, account);
    case 'GrantRole':
      return administer.grantRole(command, account);
    case 'RevokeRole':
      return administer.revokeRole(command, account);
    case 'ChangeEmail':
      return administer.changeEmail(command, account);
    default:
      return unreachable(command);
  }
}
