import type { ClaimEvent } from '#domain/claims/events.js';
import type { OrganizationEvent } from '#domain/organization/events.js';
import type { RosterEvent } from '#domain/roster/events.js';
import type { AuditedEvent } from '../sentences.js';

/** Everything that the event history shows. */
export type HistoryEvent = AuditedEvent | OrganizationEvent | ClaimEvent | RosterEvent;

export interface EventWords {
  readonly name: string;
  readonly description: string;
}

export const words = (name: string, description: string): EventWords => ({ name, description });

/** What an event is called in a list of kinds. A new event is a compile error here. */
export const eventWords: Readonly<Record<HistoryEvent['type'], EventWords>> & Readonly<Record<string, EventWords>> = {
  AccountRegistered: words('Account made', 'An account came to be; its holder is invited.'),
  InvitationIssued: words('Invited', 'A link to choose a password went to the address.'),
  InvitationRevoked: words('Invitation taken back', 'Staff made the link void.'),
  InvitationAccepted: words('Invitation accepted', 'The holder followed the link.'),
  PasswordSet: words('Password set', 'The first password was chosen.'),
  PasswordChanged: words('Password changed', 'The holder chose another password.'),
  PasswordRehashed: words('Password stored anew', 'The same password, better protected.'),
  PasswordVerified: words('Right password', 'The first factor of a sign-in was right.'),
  PasswordRejected: words('Wrong password', 'The first factor of a sign-in was wrong.'),
  PasskeyVerified: words('Passkey instead of password', 'A sign-in began with a passkey.'),
  PasskeyRejected: words('Passkey refused', 'A passkey given instead of the password was refused.'),
  StepUpStarted: words('Began to prove themselves again', 'Something asked for a fresh proof.'),
  SetUpStarted: words('Began a set-up', 'The holder began to set up a second factor by themselves.'),
  DeviceTrustStarted: words('Began to trust a device', 'The holder began to add another device.'),
  RecoveryCodeReplacementStarted: words('Began to replace the recovery code', 'The holder asked for a new recovery code.'),
  ChallengeIssued: words('Second factor asked for', 'A method was asked for, or a code was made.'),
  ChallengePassed: words('Second factor right', 'The answer was right.'),
  ChallengeFailed: words('Second factor wrong', 'The answer was wrong, late, or used before.'),
  FactorDisabled: words('Method disabled', 'Too many wrong answers in a row.'),
  AuthenticatorEnrolmentStarted: words('Authenticator app shown', 'The key for an app was shown.'),
  AuthenticatorEnrolmentFailed: words('Authenticator app not confirmed', 'The code did not belong to the key.'),
  AuthenticatorEnrolled: words('Authenticator app set up', 'A code confirmed the app.'),
  AuthenticatorRemoved: words('Authenticator app removed', 'An app is good for nothing any more.'),
  RecoveryCodeIssued: words('Recovery code shown', 'A new recovery code was shown once.'),
  RecoveryCodeConfirmed: words('Recovery code stored', 'The holder said that it is stored.'),
  DeviceTrusted: words('Device trusted', 'A passkey was created on a device.'),
  DeviceTrustRefused: words('Device not trusted', 'The passkey of a device was refused.'),
  DeviceTrustDeclined: words('Device trust declined', 'The holder chose “not now”.'),
  DeviceRenamed: words('Device renamed', 'A trusted device got another name.'),
  DeviceRevoked: words('Device revoked', 'A device is trusted no longer.'),
  SessionStarted: words('Signed in', 'A session began.'),
  SessionElevated: words('Proved themselves again', 'A session was raised.'),
  SessionDisplaced: words('Session displaced', 'The oldest session made room for a newer one.'),
  SessionsVoided: words('Sessions ended', 'Every session, or every other one, ended.'),
  SessionRefreshed: words('Session in use', 'Written at most once a minute.'),
  SessionEnded: words('Session ended', 'Signed out, ended by somebody, or left alone.'),
  MfaResetRequested: words('Reset asked for', 'An agent asked for a reset of MFA.'),
  MfaResetRejected: words('Reset rejected', 'A reset that was asked for will not be done.'),
  MfaReset: words('MFA reset', 'Every factor, device and session ended.'),
  AccountDisabled: words('Account disabled', 'Nobody signs in to it.'),
  AccountEnabled: words('Account enabled', 'It is open again.'),
  AccountFrozen: words('Account frozen', 'The holder said “this wasn’t me”.'),
  CaseOpened: words('Case opened', 'Support has to look at what the holder disputed.'),
  CaseClosed: words('Case closed', 'Support has looked at it; the reason says what came of it.'),
  AccountErased: words('Person erased', 'Nothing about the holder can be read any more; the history stays.'),
  AccountUnlocked: words('Limits lifted', 'Limits after wrong answers were lifted.'),
  ActivityDisputed: words('Activity disputed', 'The holder said of an event “this wasn’t me”.'),
  LanguageChanged: words('Language changed', 'The holder wants mails in another language.'),
  EmailChanged: words('Address changed', 'The account has another address.'),
  RoleGranted: words('Role given', 'The account became staff, or staff elsewhere.'),
  RoleRevoked: words('Role taken away', 'The account lost a role.'),
  ActionProved: words('Action proved', 'Staff gave a passkey for one action.'),
  ActionProofRefused: words('Action not proved', 'The passkey given for one action was refused.'),
  OrganizationRegistered: words('Organization registered', 'A new organization.'),
  OrganizationRenamed: words('Organization renamed', 'It has another name.'),
  SupportContactChanged: words('Support contact changed', 'Its people turn to somebody else.'),
  MfaPolicyChanged: words('Policy changed', 'A new revision of an organization’s policy.'),
  StaffLookedUp: words('Looked up', 'Staff searched, saw or revealed something.'),
  StaffRefused: words('Refused to staff', 'Staff tried something that they may not do.'),
  ResetCounted: words('Reset counted', 'A reset counted against its agent’s daily number.'),
  ExportStarted: words('Export asked for', 'Staff asked for events as a file.'),
  ExportCompleted: words('Export handed over', 'The file left the service.'),
  FilterSaved: words('Filter kept', 'Staff kept a filter under a name.'),
  FilterDeleted: words('Filter deleted', 'Staff deleted a filter.'),
  PeriodReviewed: words('Period reviewed', 'Staff marked a period as reviewed.'),
  OwnerListed: words('Owner listed', 'The account counts as an owner.'),
  OwnerUnlisted: words('Owner taken off the list', 'The account counts as an owner no longer.'),
  EmailClaimed: words('Address claimed', 'An address belongs to an account.'),
  EmailReleased: words('Address released', 'An address is free again.'),
  PasskeyClaimed: words('Passkey claimed', 'A passkey belongs to a device.'),
  MailSent: words('Mail sent', 'The mail server took it.'),
  MailDropped: words('Mail dropped', 'It was not worth sending any more.'),
  MailRefused: words('Mail refused', 'The mail server did not take it.'),
  MailRetried: words('Mail retried', 'An operator had it tried again.'),
};
