import type { AccountEvent, ChallengeFailed, ChallengeIssued, PolicyFact } from '#domain/account/events.js';
import { own } from '#domain/kernel/own.js';
import { unreachable } from '#domain/kernel/unreachable.js';
import type { MailEvent } from '#domain/mail/events.js';
import type { SessionEvent } from '#domain/session/events.js';
import type { StaffEvent } from '#domain/staff/events.js';
import {
  acrWords,
  actionWords,
  droppedWords,
  endedWords,
  failureWords,
  lookedUpWords,
  mailWords,
  methodWords,
  policyWords,
  proofWords,
  recoveryWords,
  refusedWords,
  removalWords,
  roleWords,
  staffRefusalWords,
  voidedWords,
} from './words.js';

export type AuditedEvent = AccountEvent | SessionEvent | MailEvent | StaffEvent;

/** What a sentence may name besides the event itself. */
export interface SentenceContext {
  /** A personal field of the event, opened; `null`: the person was erased. */
  readonly open: (field: string) => string | null;
  /** What the holder called a device, then. */
  readonly deviceName: (deviceId: string) => string | null;
}

/** What happened, in one plain English sentence without its full stop. A new event is a compile error here. */
export function sentenceOf(event: AuditedEvent, { open, deviceName }: SentenceContext): string {
  const person = (field: string): string => open(field) ?? 'a person who was erased';
  const quoted = (name: string | null): string => (name === null ? 'a device' : `the device “${name}”`);
  switch (event.type) {
    case 'AccountRegistered':
      return open('name') === null ? 'Account made for a person who was erased' : `Account made for ${person('name')}, ${person('email')}`;
    case 'InvitationIssued':
      return `Invited; the link is open until ${shortTime(event.expiresAt)}`;
    case 'InvitationRevoked':
      return 'The invitation was taken back';
    case 'InvitationAccepted':
      return 'Accepted the invitation';
    case 'PasswordSet':
      return 'Password set';
    case 'PasswordChanged':
      return 'Password changed';
    case 'PasswordRehashed':
      return 'The same password was stored anew, better protected';
    case 'PasswordVerified':
      return `Gave the right password; ${why(event.policy)}`;
    case 'PasswordRejected':
      return `Gave a wrong password, ${inARow(event.failures)} from this network`;
    case 'PasskeyVerified':
      return `Used the passkey of ${quoted(deviceName(event.deviceId))} instead of the password; ${why(event.policy)}`;
    case 'PasskeyRejected':
      return `The passkey of ${quoted(deviceName(event.deviceId))} was refused: ${failureWords[event.reason]}`;
    case 'StepUpStarted':
      return 'Began to prove themselves again';
    case 'SetUpStarted':
      return 'Began to set up a second factor by themselves';
    case 'DeviceTrustStarted':
      return 'Began to trust another device';
    case 'RecoveryCodeReplacementStarted':
      return 'Began to take a new recovery code';
    case 'ChallengeIssued':
      return issued(event);
    case 'ChallengePassed':
      return event.purpose === 'mailbox' ? `Proved the mailbox with ${methodWords[event.method]}` : `Answered rightly with ${methodWords[event.method]}`;
    case 'ChallengeFailed':
      return failed(event);
    case 'FactorDisabled':
      return `Disabled ${methodWords[event.method]} after ${event.failures} wrong answers in a row`;
    case 'AuthenticatorEnrolmentStarted':
      return 'Was shown the key for an authenticator app';
    case 'AuthenticatorEnrolmentFailed':
      return `Gave a code that does not belong to the new authenticator app, ${inARow(event.failures)}`;
    case 'AuthenticatorEnrolled':
      return 'Set up an authenticator app';
    case 'AuthenticatorRemoved':
      return `An authenticator app was removed: ${removalWords[event.reason]}`;
    case 'RecoveryCodeIssued':
      return `Was shown a new recovery code ${recoveryWords[event.because]}`;
    case 'RecoveryCodeConfirmed':
      return 'Confirmed that the recovery code is stored';
    case 'DeviceTrusted':
      return `Trusted ${quoted(open('name'))} with a passkey`;
    case 'DeviceTrustRefused':
      return `A device could not be trusted: ${failureWords[event.reason]}`;
    case 'DeviceTrustDeclined':
      return 'Chose not to trust this device';
    case 'DeviceRenamed':
      return `Renamed a trusted device: now ${quoted(open('name'))}`;
    case 'DeviceRevoked':
      return `No longer trusts ${quoted(deviceName(event.deviceId))}: ${removalWords[event.reason]}${endedWith(event.sessionsEnded)}`;
    case 'SessionStarted':
      return `Signed in with ${acrWords[event.acr]}${event.newDevice ? ' on a new device' : ''}`;
    case 'SessionElevated':
      return `Proved themselves again with ${acrWords[event.acr]}`;
    case 'SessionDisplaced':
      return 'The oldest session ended because there were too many';
    case 'SessionsVoided':
      return `${event.exceptSessionId === null ? 'Every session' : 'Every other session'} ended: ${voidedWords[event.reason]}`;
    case 'MfaResetRequested':
      return `A reset of MFA was asked for, identity proved ${proofWords[event.identityProof]}; ${event.approvalsNeeded === 2 ? 'somebody else has to approve it' : 'no second approval is needed'} until ${shortTime(event.expiresAt)}`;
    case 'MfaResetRejected':
      return 'The reset of MFA that was asked for was rejected';
    case 'MfaReset':
      return `MFA was reset, identity proved ${proofWords[event.identityProof]}; ended: ${ended(event)}`;
    case 'AccountDisabled':
      return 'Account disabled';
    case 'AccountEnabled':
      return 'Account enabled';
    case 'AccountFrozen':
      return 'Account frozen by its holder: “this wasn’t me”';
    case 'CaseOpened':
      return 'A case for support was opened, because the holder disputed a reset';
    case 'CaseClosed':
      return 'The case for support was closed';
    case 'AccountErased':
      return `The person was erased (${event.reason}, ticket ${event.ticket})`;
    case 'AccountUnlocked':
      return 'Limits after wrong answers were lifted';
    case 'ActivityDisputed':
      return `Said of what happened on ${shortTime(event.eventAt)} (${inWords(event.eventType)}): “this wasn’t me”`;
    case 'LanguageChanged':
      return `Wants to be written to in ${languageName(event.language)}`;
    case 'EmailChanged':
      return `Address changed from ${person('previousEmail')} to ${person('email')}`;
    case 'RoleGranted':
      return `Given the role ${roleWords[event.role]}${scopeOf(event.organizationIds)}`;
    case 'RoleRevoked':
      return `The role ${roleWords[event.role]} was taken away`;
    case 'ActionProved':
      return `Proved themselves with the passkey of ${quoted(deviceName(event.deviceId))} for one action: ${actionWords(event.action)}`;
    case 'ActionProofRefused':
      return `The passkey given for one action (${actionWords(event.action)}) was refused: ${failureWords[event.reason]}`;
    case 'StaffLookedUp':
      return own(lookedUpWords, event.action) ?? `Looked something up as staff: ${event.action}`;
    case 'StaffRefused':
      return `Was refused as staff (${event.action}): ${own(staffRefusalWords, event.code) ?? event.code}`;
    case 'ResetCounted':
      return 'A reset of MFA was counted for this agent';
    case 'ExportStarted':
      return `Asked for an export of events as ${event.format.toUpperCase()}`;
    case 'ExportCompleted':
      return `An export was handed over: ${event.events} events, ${event.bytes} bytes, SHA-256 ${event.sha256}`;
    case 'FilterSaved':
      return 'Kept a filter of the event history';
    case 'FilterDeleted':
      return 'Deleted a filter of the event history';
    case 'PeriodReviewed':
      return `Reviewed what happened from ${shortTime(event.from)} to ${shortTime(event.to)}`;
    case 'SessionRefreshed':
      return 'The session was in use';
    case 'SessionEnded':
      return endedWords[event.reason];
    case 'MailSent':
      return `${mailWords[event.kind]} was handed to the mail server`;
    case 'MailDropped':
      return `${mailWords[event.kind]} was not sent: ${droppedWords[event.reason]}`;
    case 'MailRefused':
      return `${mailWords[event.kind]} could not be sent: ${refusedWords[event.reason]}`;
    case 'MailRetried':
      return `${mailWords[event.kind]} is to be tried again`;
    default:
      return unreachable(event);
  }
}

function why({ because, policyRevision }: PolicyFact): string {
  return policyRevision === null || because !== 'organization' ? policyWords[because] : `${policyWords[because]} (revision ${policyRevision} of its policy)`;
}

function issued({ method, purpose }: ChallengeIssued): string {
  if (method === 'email-code') return `A code for the registered address was made${purpose === 'mailbox' ? ' to prove the mailbox' : ''}`;
  return `Was asked for ${methodWords[method]}`;
}

function failed({ method, reason, failures }: ChallengeFailed): string {
  const count = method === 'passkey' || reason === 'expired' ? '' : `, ${inARow(failures)}`;
  return `Answered wrongly with ${methodWords[method]}: ${failureWords[reason]}${count}`;
}

function ended({ factorsEnded, devicesEnded, sessionsEnded }: Extract<AccountEvent, { type: 'MfaReset' }>): string {
  const count = (list: readonly string[], one: string): string => `${list.length} ${one}${list.length === 1 ? '' : 's'}`;
  return [count(factorsEnded, 'factor'), count(devicesEnded, 'trusted device'), count(sessionsEnded, 'session')].join(', ');
}

const endedWith = (sessions: readonly string[] = []): string => (sessions.length === 0 ? '' : `; ${sessions.length} session${sessions.length === 1 ? '' : 's'} ended`);

const scopeOf = (organizationIds: readonly string[] | null | undefined): string =>
  organizationIds == null ? '' : ` for ${organizationIds.length} organization${organizationIds.length === 1 ? '' : 's'}`;

const inARow = (count: number): string => (count === 1 ? 'the first' : `${count} in a row`);

/** `DeviceTrusted` as `device trusted`. */
const inWords = (type: string): string => type.replace(/(?<=[a-z])[A-Z]/g, ' $&').toLowerCase();

const languages = new Intl.DisplayNames('en', { type: 'language', fallback: 'code' });
const languageName = (tag: string): string => languages.of(tag) ?? tag;

/** To the minute: the exact time stands beside the sentence. */
const shortTime = (instant: string): string => `${instant.slice(0, 16).replace('T', ' ')} UTC`;
