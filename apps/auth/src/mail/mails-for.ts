import type { AccountEvent } from '#domain/account/events.js';
import type { MailKind } from '#domain/mail/events.js';

type MailsByEvent = { readonly [E in AccountEvent as E['type']]: readonly MailKind[] | ((event: E, noticeAtFailures: number) => readonly MailKind[]) };

const none: readonly MailKind[] = [];

/** Which mails an event asks for. Every event is here: whoever adds one decides whether the holder is told. */
const mailsByEvent: MailsByEvent = {
  AccountRegistered: none,
  InvitationIssued: ['invitation'],
  InvitationRevoked: none,
  InvitationAccepted: none,
  // The first password, chosen with the invitation in hand.
  PasswordSet: none,
  PasswordChanged: ['password-changed'],
  PasswordRehashed: none,
  PasswordVerified: none,
  PasswordRejected: none,
  PasskeyVerified: none,
  PasskeyRejected: ({ reason }) => (reason === 'cloned' ? ['device-cloned'] : none),
  StepUpStarted: none,
  SetUpStarted: none,
  DeviceTrustStarted: none,
  RecoveryCodeReplacementStarted: none,
  ChallengeIssued: ({ method }) => (method === 'email-code' ? ['email-code'] : none),
  ChallengePassed: ({ method }) => (method === 'recovery-code' ? ['recovery-code-used'] : none),
  ChallengeFailed: ({ reason, failuresBehindPassword }, noticeAtFailures) => [
    ...(reason === 'cloned' ? (['device-cloned'] as const) : []),
    // Once: an expired answer is an event too, and leaves the count where it was.
    ...(failuresBehindPassword === noticeAtFailures && reason !== 'expired' ? (['second-factor-failing'] as const) : []),
  ],
  FactorDisabled: ['factor-disabled'],
  AuthenticatorEnrolmentStarted: none,
  AuthenticatorEnrolmentFailed: none,
  AuthenticatorEnrolled: ['authenticator-added'],
  // The mail about the new one says that the old one no longer works.
  AuthenticatorRemoved: ({ reason }) => (reason === 'replaced' ? none : ['authenticator-removed']),
  // Whoever signs in or sets up is told of that already.
  RecoveryCodeIssued: ({ because }) => (because === 'byHolder' ? ['recovery-code-replaced'] : none),
  RecoveryCodeConfirmed: none,
  DeviceTrusted: ['device-trusted'],
  DeviceTrustRefused: none,
  DeviceTrustDeclined: none,
  DeviceRenamed: none,
  DeviceRevoked: ['device-revoked'],
  SessionStarted: ({ newDevice }) => (newDevice ? ['new-device'] : none),
  SessionElevated: none,
  SessionDisplaced: ['session-displaced'],
  SessionsVoided: none,
  MfaResetRequested: none,
  MfaResetRejected: none,
  MfaReset: ['mfa-reset'],
  AccountDisabled: none,
  AccountEnabled: none,
  AccountFrozen: ['account-frozen'],
  CaseOpened: none,
  CaseClosed: none,
  AccountUnlocked: none,
  // Nobody is left to be told.
  AccountErased: none,
  ActivityDisputed: ['activity-disputed'],
  LanguageChanged: none,
  EmailChanged: ['address-changed', 'address-changed-from'],
  RoleGranted: none,
  RoleRevoked: none,
  ActionProved: none,
  ActionProofRefused: ({ reason }) => (reason === 'cloned' ? ['device-cloned'] : none),
};

/** A mail to somebody of the staff about somebody else's account. */
export interface StaffMail {
  readonly kind: MailKind;
  /** The account of who gets it. */
  readonly recipientId: string;
}

/** Who of the staff is told of an event: those that the event names. */
export function staffMailsFor(event: AccountEvent): readonly StaffMail[] {
  if (event.type === 'MfaResetRequested') return (event.told ?? []).map((recipientId) => ({ kind: 'reset-waits', recipientId }));
  if (event.type === 'CaseOpened') return (event.told ?? []).map((recipientId) => ({ kind: 'case-opened', recipientId }));
  return [];
}

/** @param noticeAtFailures at how many failed second factors behind a right password the holder is told */
export function mailsFor(event: AccountEvent, noticeAtFailures: number): readonly MailKind[] {
  // The table pairs each name with its own event; that the two belong together is lost on the way through the union.
  const mails = mailsByEvent[event.type] as readonly MailKind[] | ((event: AccountEvent, noticeAtFailures: number) => readonly MailKind[]);
  return typeof mails === 'function' ? mails(event, noticeAtFailures) : mails;
}
