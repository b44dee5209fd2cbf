import type {
  Acr,
  AuthenticatorRemoved,
  ChallengeFailure,
  DeviceRevoked,
  DeviceTrustRefused,
  IdentityProof,
  Method,
  PolicyFact,
  RecoveryCodeIssued,
  Role,
  SessionsVoided,
} from '#domain/account/events.js';
import type { MailDropped, MailKind, MailRefused } from '#domain/mail/events.js';
import type { SessionEnded } from '#domain/session/events.js';
import type { accessTable, StaffAction } from '../platform/access/roles.js';

/* What the log's short names are called in a sentence. A new name is a compile error here. */

export const methodWords: Readonly<Record<Method, string>> = {
  passkey: 'a passkey',
  authenticator: 'the authenticator app',
  'email-code': 'an e-mail code',
  'recovery-code': 'the recovery code',
};

export const acrWords: Readonly<Record<Acr, string>> = {
  aal1: 'the password alone',
  aal2: 'the authenticator app',
  phr: 'a passkey',
  recovery: 'the recovery code',
  email: 'an e-mail code',
};

export const roleWords: Readonly<Record<Role, string>> = {
  support: 'support',
  compliance: 'compliance',
  'account-manager': 'account manager',
  owner: 'owner',
};

/** What a passkey was asked for once more. The log may know actions that this release does not. */
export const actionWords = (action: string): string =>
  ({ reset: 'a reset of MFA', export: 'an export', policy: 'a change of policy', roles: 'a change of roles' })[action] ?? action;

export const policyWords: Readonly<Record<PolicyFact['because'], string>> = {
  organization: 'a second factor is asked for because the organization requires it',
  enrolled: 'a second factor is asked for because the holder has enrolled',
  role: 'a second factor is asked for because of the staff role',
  none: 'no second factor is required',
};

export const failureWords: Readonly<Record<ChallengeFailure | DeviceTrustRefused['reason'], string>> = {
  wrongCode: 'the code was wrong',
  reusedCode: 'the code had been used before',
  expired: 'it came too late',
  malformed: 'the answer was damaged',
  unknownCredential: 'the passkey is not known here',
  wrongUser: 'the passkey belongs to somebody else',
  wrongChallenge: 'it answered another question',
  wrongOrigin: 'it came from another site',
  wrongRelyingParty: 'it was made for another site',
  userNotPresent: 'nobody touched the device',
  userNotVerified: 'the device did not check who was there',
  wrongSignature: 'the signature was wrong',
  backupStateChanged: 'the passkey changed its kind',
  cloned: 'the passkey seems to have been copied',
  alreadyRegistered: 'the passkey is registered already',
};

export const removalWords: Readonly<Record<AuthenticatorRemoved['reason'] | DeviceRevoked['reason'], string>> = {
  replaced: 'a new one took its place',
  byHolder: 'the holder did it',
  byStaff: 'staff did it',
  cloned: 'its passkey seems to have been copied',
};

export const recoveryWords: Readonly<Record<RecoveryCodeIssued['because'], string>> = {
  setUp: 'during the set-up',
  used: 'because the last one was used',
  notConfirmed: 'because storing the last one was not confirmed',
  byHolder: 'because the holder asked for one',
};

export const voidedWords: Readonly<Record<SessionsVoided['reason'], string>> = {
  passwordChanged: 'the password changed',
  byHolder: 'the holder asked for it',
  byStaff: 'staff asked for it',
  disputed: 'the holder said “this wasn’t me”',
};

export const endedWords: Readonly<Record<SessionEnded['reason'], string>> = {
  signedOut: 'Signed out',
  byHolder: 'A session was ended by the holder from another session',
  byStaff: 'A session was ended by staff',
  idle: 'A session ended because it was left alone',
};

export const proofWords: Readonly<Record<IdentityProof, string>> = {
  'in-person': 'in person',
  'video-call': 'in a video call',
  'call-back': 'by calling back',
  'manager-confirmed': "by the manager's word",
};

export const mailWords: Readonly<Record<MailKind, string>> = {
  'email-code': 'The mail with a code',
  invitation: 'The invitation',
  'new-device': 'The notice of a sign-in from a new device',
  'authenticator-added': 'The notice of a new authenticator app',
  'authenticator-removed': 'The notice of a removed authenticator app',
  'factor-disabled': 'The notice of a disabled method',
  'second-factor-failing': 'The notice of failed second factors',
  'recovery-code-used': 'The notice of a used recovery code',
  'recovery-code-replaced': 'The notice of a new recovery code',
  'device-trusted': 'The notice of a trusted device',
  'device-revoked': 'The notice of a device that is no longer trusted',
  'device-cloned': 'The notice of a copied passkey',
  'mfa-reset': 'The notice of the MFA reset',
  'password-changed': 'The notice of a changed password',
  'address-changed': 'The notice of the changed address, to the new address,',
  'address-changed-from': 'The notice of the changed address, to the old address,',
  'account-frozen': 'The notice of the frozen account',
  'session-displaced': 'The notice of an ended session',
  'activity-disputed': 'The notice of a “this wasn’t me”',
  'reset-waits': 'The notice that a reset waits for approval',
  'case-opened': 'The notice of a disputed reset',
};

export const droppedWords: Readonly<Record<MailDropped['reason'], string>> = {
  expired: 'it no longer mattered',
  superseded: 'a newer one took its place',
  erased: 'the person was erased',
};

export const refusedWords: Readonly<Record<MailRefused['reason'], string>> = {
  rejected: 'the mail server refused it',
  unusableAddress: 'no mail server takes such an address',
  gaveUp: 'it failed too often',
};

type Reading = { [Action in StaffAction]: (typeof accessTable)[Action]['changes'] extends false ? Action : never }[StaffAction];

/** What staff looked at. */
export const lookedUpWords: Readonly<Record<Reading, string>> = {
  'account.search': 'Searched the accounts',
  'account.view': 'Looked at an account',
  'account.reveal': 'Revealed the address of an account',
  'account.history': 'Read the history of an account',
  'reset.list': 'Looked at the resets that wait',
  'case.list': 'Looked at the cases',
  'events.read': 'Searched the event history',
  'events.export': 'Looked at an export',
  'report.read': 'Read a report',
  'organization.list': 'Looked at the organizations',
  'staff.list': 'Looked at who is staff',
};

/** Why staff were refused something, by the code of the answer. */
export const staffRefusalWords = {
  'console.notAllowed': 'their roles do not allow it',
  'console.proofRequired': 'the passkey’s proof of this one action was missing, used, or of something else',
  'account.notFound': 'no such account in their organizations',
  'organization.notFound': 'no such organization among theirs',
  'event.notFound': 'no such event in their organizations',
  'account.wrongStatus': 'the account was in no state for it',
  'reset.ownAccount': 'it was their own account',
  'reset.ownRequest': 'they had asked for it themselves',
  'reset.peer': 'only an owner may do that to staff',
  'reset.addressChanged': 'the address had changed too short a time before',
  'reset.tooMany': 'they had done as many that day as one person may',
  'reset.notOpen': 'the request was not open any more',
  'staff.ownAccount': 'it was their own account',
  'staff.peer': 'only an owner may do that to staff',
  'staff.lastOwner': 'it was the last owner',
  'case.ownReset': 'it was about their own reset',
  'factor.last': 'it was the last factor, and the organization asks for one',
} as const;

/** What every language has words for. */
export interface Words {
  readonly methodWords: typeof methodWords;
  readonly acrWords: typeof acrWords;
  readonly roleWords: typeof roleWords;
  readonly actionWords: typeof actionWords;
  readonly policyWords: typeof policyWords;
  readonly failureWords: typeof failureWords;
  readonly removalWords: typeof removalWords;
  readonly recoveryWords: typeof recoveryWords;
  readonly voidedWords: typeof voidedWords;
  readonly endedWords: typeof endedWords;
  readonly proofWords: typeof proofWords;
  readonly mailWords: typeof mailWords;
  readonly droppedWords: typeof droppedWords;
  readonly refusedWords: typeof refusedWords;
  readonly lookedUpWords: typeof lookedUpWords;
  readonly staffRefusalWords: Readonly<Record<keyof typeof staffRefusalWords, string>>;
}
