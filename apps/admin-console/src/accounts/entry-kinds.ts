import type { IconName } from '#pages/ui/icon';

/** What a timeline may be narrowed to; the types of events behind each. */
export const entryKinds = {
  'sign-ins': ['PasswordVerified', 'PasswordRejected', 'PasskeyVerified', 'PasskeyRejected', 'ChallengeIssued', 'ChallengePassed', 'ChallengeFailed', 'StepUpStarted', 'SessionStarted', 'SessionElevated'],
  refusals: ['PasswordRejected', 'PasskeyRejected', 'ChallengeFailed', 'FactorDisabled', 'AuthenticatorEnrolmentFailed', 'DeviceTrustRefused', 'MailRefused'],
  factors: ['SetUpStarted', 'AuthenticatorEnrolmentStarted', 'AuthenticatorEnrolmentFailed', 'AuthenticatorEnrolled', 'AuthenticatorRemoved', 'RecoveryCodeIssued', 'RecoveryCodeConfirmed', 'FactorDisabled', 'DeviceTrusted', 'DeviceTrustRefused', 'DeviceTrustDeclined', 'DeviceRenamed', 'DeviceRevoked', 'MfaReset'],
  sessions: ['SessionStarted', 'SessionElevated', 'SessionDisplaced', 'SessionsVoided', 'SessionEnded'],
  account: ['AccountRegistered', 'InvitationIssued', 'InvitationAccepted', 'PasswordSet', 'PasswordChanged', 'EmailChanged', 'AccountDisabled', 'AccountEnabled', 'AccountFrozen', 'AccountUnlocked', 'RoleGranted', 'RoleRevoked', 'MfaReset', 'CaseOpened', 'CaseClosed'],
  mails: ['MailSent', 'MailDropped', 'MailRefused', 'MailRetried'],
} as const satisfies Record<string, readonly string[]>;

export type EntryKind = keyof typeof entryKinds;

export const entryKindNames = ['sign-ins', 'refusals', 'factors', 'sessions', 'account', 'mails'] as const satisfies readonly EntryKind[];

export function isEntryKind(name: string | undefined): name is EntryKind {
  return name !== undefined && Object.hasOwn(entryKinds, name);
}

const icons: readonly (readonly [RegExp, IconName])[] = [
  [/Rejected|Failed|Refused|Disabled|Frozen/, 'alert'],
  [/^Mail|^Invitation|^Email/, 'mail'],
  [/^Session(Ended|sVoided|Displaced)/, 'sign-out'],
  [/^Session/, 'sign-in'],
  [/^Mfa|Reset/, 'reset'],
  [/^Device|^Passkey/, 'passkey'],
  [/^Authenticator/, 'authenticator'],
  [/^RecoveryCode/, 'recovery-code'],
  [/^Password/, 'password'],
  [/^Challenge|^StepUp|^SetUp/, 'shield'],
  [/^Role/, 'staff'],
  [/^Case/, 'flag'],
  [/^Account/, 'account'],
  [/^Organization|^MfaPolicy|^SupportContact/, 'organization'],
];

export function iconOf(type: string): IconName {
  return icons.find(([pattern]) => pattern.test(type))?.[1] ?? 'dot';
}

/** Colour is never the only sign: such an entry has another icon, too. */
export function isRefusal({ type, outcome }: { readonly type: string; readonly outcome: string | null }): boolean {
  return outcome === 'refused' || outcome === 'failure' || outcome === 'failed' || iconOf(type) === 'alert';
}
