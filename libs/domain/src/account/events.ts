import type {
  AccountRegistered,
  InvitationIssued,
  InvitationRevoked,
  InvitationAccepted,
  AccountDisabled,
  AccountEnabled,
  AccountFrozen,
  AccountUnlocked,
  AccountErased,
  ActivityDisputed,
  LanguageChanged,
  EmailChanged,
} from './events/accounts.js';
import type { PasswordSet, PasswordChanged, PasswordRehashed } from './events/passwords.js';
import type {
  PasswordVerified,
  PasswordRejected,
  PasskeyVerified,
  PasskeyRejected,
  StepUpStarted,
  SetUpStarted,
  DeviceTrustStarted,
  RecoveryCodeReplacementStarted,
} from './events/sign-ins.js';
import type { ChallengeIssued, ChallengePassed, ChallengeFailed, FactorDisabled } from './events/challenges.js';
import type {
  AuthenticatorEnrolmentStarted,
  AuthenticatorEnrolmentFailed,
  AuthenticatorEnrolled,
  AuthenticatorRemoved,
} from './events/authenticators.js';
import type { RecoveryCodeIssued, RecoveryCodeConfirmed } from './events/recovery-codes.js';
import type { DeviceTrusted, DeviceTrustRefused, DeviceTrustDeclined, DeviceRenamed, DeviceRevoked } from './events/devices.js';
import type { SessionStarted, SessionElevated, SessionDisplaced, SessionsVoided } from './events/sessions.js';
import type { MfaResetRequested, MfaResetRejected, MfaReset } from './events/resets.js';
import type { CaseOpened, CaseClosed } from './events/cases.js';
import type { RoleGranted, RoleRevoked, ActionProved, ActionProofRefused } from './events/staff.js';

export * from './events/base.js';
export * from './events/accounts.js';
export * from './events/passwords.js';
export * from './events/sign-ins.js';
export * from './events/challenges.js';
export * from './events/authenticators.js';
export * from './events/recovery-codes.js';
export * from './events/devices.js';
export * from './events/sessions.js';
export * from './events/resets.js';
export * from './events/cases.js';
export * from './events/staff.js';

// What each of them holds is in its theme's file.
/** Everything that decides a sign-in, in the order it happened: the account's stream is the account's history. */
export type AccountEvent =
  | AccountRegistered
  | InvitationIssued
  | InvitationRevoked
  | InvitationAccepted
  | PasswordSet
  | PasswordChanged
  | PasswordRehashed
  | PasswordVerified
  | PasswordRejected
  | PasskeyVerified
  | PasskeyRejected
  | StepUpStarted
  | SetUpStarted
  | DeviceTrustStarted
  | RecoveryCodeReplacementStarted
  | ChallengeIssued
  | ChallengePassed
  | ChallengeFailed
  | FactorDisabled
  | AuthenticatorEnrolmentStarted
  | AuthenticatorEnrolmentFailed
  | AuthenticatorEnrolled
  | AuthenticatorRemoved
  | RecoveryCodeIssued
  | RecoveryCodeConfirmed
  | DeviceTrusted
  | DeviceTrustRefused
  | DeviceTrustDeclined
  | DeviceRenamed
  | DeviceRevoked
  | SessionStarted
  | SessionElevated
  | SessionDisplaced
  | SessionsVoided
  | MfaResetRequested
  | MfaResetRejected
  | MfaReset
  | AccountDisabled
  | AccountEnabled
  | AccountFrozen
  | CaseOpened
  | CaseClosed
  | AccountUnlocked
  | AccountErased
  | ActivityDisputed
  | LanguageChanged
  | EmailChanged
  | RoleGranted
  | RoleRevoked
  | ActionProved
  | ActionProofRefused;
