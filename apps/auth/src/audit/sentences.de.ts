import type { AccountEvent, ChallengeFailed, ChallengeIssued, PolicyFact } from '#domain/account/events.js';
import { own } from '#domain/kernel/own.js';
import { unreachable } from '#domain/kernel/unreachable.js';
import { germanEventWords } from './event-history/event-words.de.js';
import type { AuditedEvent, SentenceContext } from './sentences.js';
import { germanWords } from './words.de.js';

const { acrWords, actionWords, droppedWords, endedWords, failureWords, lookedUpWords, mailWords, methodWords, policyWords, proofWords, recoveryWords, refusedWords, removalWords, roleWords, staffRefusalWords, voidedWords } = germanWords;

/** What happened, in one plain German sentence without its full stop. A new event is a compile error here. */
export function germanSentenceOf(event: AuditedEvent, { open, deviceName }: SentenceContext): string {
  const person = (field: string): string => open(field) ?? 'einer gelöschten Person';
  const quoted = (name: string | null, unknown = 'einem Gerät'): string => (name === null ? unknown : `„${name}“`);
  switch (event.type) {
    case 'AccountRegistered':
      return open('name') === null ? 'Konto angelegt für eine gelöschte Person' : `Konto angelegt für ${person('name')}, ${person('email')}`;
    case 'InvitationIssued':
      return `Eingeladen; der Link gilt bis ${shortTime(event.expiresAt)}`;
    case 'InvitationRevoked':
      return 'Die Einladung wurde zurückgenommen';
    case 'InvitationAccepted':
      return 'Einladung angenommen';
    case 'PasswordSet':
      return 'Passwort gewählt';
    case 'PasswordChanged':
      return 'Passwort geändert';
    case 'PasswordRehashed':
      return 'Dasselbe Passwort wurde neu gespeichert, besser geschützt';
    case 'PasswordVerified':
      return `Richtiges Passwort; ${why(event.policy)}`;
    case 'PasswordRejected':
      return `Falsches Passwort, ${inARow(event.failures)} aus diesem Netz`;
    case 'PasskeyVerified':
      return `Mit dem Passkey von ${quoted(deviceName(event.deviceId))} statt mit dem Passwort begonnen; ${why(event.policy)}`;
    case 'PasskeyRejected':
      return `Der Passkey von ${quoted(deviceName(event.deviceId))} wurde abgelehnt: ${failureWords[event.reason]}`;
    case 'StepUpStarted':
      return 'Begann, sich erneut auszuweisen';
    case 'SetUpStarted':
      return 'Begann, von sich aus einen zweiten Faktor einzurichten';
    case 'DeviceTrustStarted':
      return 'Begann, einem weiteren Gerät zu vertrauen';
    case 'RecoveryCodeReplacementStarted':
      return 'Begann, einen neuen Wiederherstellungscode zu holen';
    case 'ChallengeIssued':
      return issued(event);
    case 'ChallengePassed':
      return event.purpose === 'mailbox' ? `Postfach nachgewiesen mit ${methodWords[event.method]}` : `Richtig geantwortet mit ${methodWords[event.method]}`;
    case 'ChallengeFailed':
      return failed(event);
    case 'FactorDisabled':
      return `Nach ${event.failures} falschen Antworten in Folge abgeschaltet: Anmelden mit ${methodWords[event.method]}`;
    case 'AuthenticatorEnrolmentStarted':
      return 'Der Schlüssel für eine Authenticator-App wurde gezeigt';
    case 'AuthenticatorEnrolmentFailed':
      return `Ein Code gehörte nicht zur neuen Authenticator-App, ${inARow(event.failures)}`;
    case 'AuthenticatorEnrolled':
      return 'Authenticator-App eingerichtet';
    case 'AuthenticatorRemoved':
      return `Eine Authenticator-App wurde entfernt: ${removalWords[event.reason]}`;
    case 'RecoveryCodeIssued':
      return `Ein neuer Wiederherstellungscode wurde gezeigt, ${recoveryWords[event.because]}`;
    case 'RecoveryCodeConfirmed':
      return 'Bestätigt, dass der Wiederherstellungscode aufbewahrt ist';
    case 'DeviceTrusted':
      return `Vertraut jetzt ${quoted(open('name'))} mit einem Passkey`;
    case 'DeviceTrustRefused':
      return `Einem Gerät konnte nicht vertraut werden: ${failureWords[event.reason]}`;
    case 'DeviceTrustDeclined':
      return 'Wollte diesem Gerät nicht vertrauen';
    case 'DeviceRenamed':
      return `Ein vertrautes Gerät umbenannt: jetzt ${quoted(open('name'), 'ohne Namen')}`;
    case 'DeviceRevoked':
      return `${quoted(deviceName(event.deviceId), 'Einem Gerät')} wird nicht mehr vertraut: ${removalWords[event.reason]}${endedWith(event.sessionsEnded)}`;
    case 'SessionStarted':
      return `Angemeldet mit ${acrWords[event.acr]}${event.newDevice ? ' auf einem neuen Gerät' : ''}`;
    case 'SessionElevated':
      return `Erneut ausgewiesen mit ${acrWords[event.acr]}`;
    case 'SessionDisplaced':
      return 'Die älteste Sitzung endete, weil es zu viele waren';
    case 'SessionsVoided':
      return `${event.exceptSessionId === null ? 'Alle Sitzungen' : 'Alle anderen Sitzungen'} endeten: ${voidedWords[event.reason]}`;
    case 'MfaResetRequested':
      return `Ein Zurücksetzen der MFA wurde beantragt, Identität nachgewiesen ${proofWords[event.identityProof]}; ${event.approvalsNeeded === 2 ? 'jemand anderes muss zustimmen' : 'keine zweite Zustimmung nötig'}, bis ${shortTime(event.expiresAt)}`;
    case 'MfaResetRejected':
      return 'Das beantragte Zurücksetzen der MFA wurde abgelehnt';
    case 'MfaReset':
      return `MFA zurückgesetzt, Identität nachgewiesen ${proofWords[event.identityProof]}; beendet: ${ended(event)}`;
    case 'AccountDisabled':
      return 'Konto abgeschaltet';
    case 'AccountEnabled':
      return 'Konto wieder geöffnet';
    case 'AccountFrozen':
      return 'Konto gesperrt mit „Das war ich nicht“';
    case 'AccountErased':
      return `Die Person wurde gelöscht: ${event.reason} (${event.ticket})`;
    case 'CaseOpened':
      return 'Ein Fall für den Support wurde eröffnet, weil ein Zurücksetzen bestritten wird';
    case 'CaseClosed':
      return 'Der Fall für den Support wurde geschlossen';
    case 'AccountUnlocked':
      return 'Beschränkungen nach falschen Antworten wurden aufgehoben';
    case 'ActivityDisputed':
      return `„Das war ich nicht“ zu dem, was am ${shortTime(event.eventAt)} geschah (${germanEventWords[event.eventType]?.name ?? event.eventType})`;
    case 'LanguageChanged':
      return `Will auf ${languageName(event.language)} angeschrieben werden`;
    case 'EmailChanged':
      return `Adresse geändert von ${person('previousEmail')} zu ${person('email')}`;
    case 'RoleGranted':
      return `Rolle ${roleWords[event.role]} gegeben${scopeOf(event.organizationIds)}`;
    case 'RoleRevoked':
      return `Rolle ${roleWords[event.role]} entzogen`;
    case 'ActionProved':
      return `Mit dem Passkey von ${quoted(deviceName(event.deviceId))} für eine einzelne Handlung ausgewiesen: ${actionWords(event.action)}`;
    case 'ActionProofRefused':
      return `Der Passkey für eine einzelne Handlung (${actionWords(event.action)}) wurde abgelehnt: ${failureWords[event.reason]}`;
    case 'StaffLookedUp':
      return own(lookedUpWords, event.action) ?? `Als Personal etwas angesehen: ${event.action}`;
    case 'StaffRefused':
      return `Als Personal verweigert (${event.action}): ${own(staffRefusalWords, event.code) ?? event.code}`;
    case 'ResetCounted':
      return 'Ein Zurücksetzen der MFA wurde gezählt';
    case 'ExportStarted':
      return `Export von Ereignissen als ${event.format.toUpperCase()} verlangt`;
    case 'ExportCompleted':
      return `Ein Export wurde übergeben: ${event.events} Ereignisse, ${event.bytes} Bytes, SHA-256 ${event.sha256}`;
    case 'FilterSaved':
      return 'Einen Filter des Ereignisverlaufs gespeichert';
    case 'FilterDeleted':
      return 'Einen Filter des Ereignisverlaufs gelöscht';
    case 'PeriodReviewed':
      return `Geprüft, was von ${shortTime(event.from)} bis ${shortTime(event.to)} geschah`;
    case 'SessionRefreshed':
      return 'Die Sitzung war in Gebrauch';
    case 'SessionEnded':
      return endedWords[event.reason];
    case 'MailSent':
      return `${mailWords[event.kind]} wurde dem Mailserver übergeben`;
    case 'MailDropped':
      return `${mailWords[event.kind]} wurde nicht gesendet: ${droppedWords[event.reason]}`;
    case 'MailRefused':
      return `${mailWords[event.kind]} konnte nicht gesendet werden: ${refusedWords[event.reason]}`;
    case 'MailRetried':
      return `${mailWords[event.kind]} soll erneut versucht werden`;
    default:
      return unreachable(event);
  }
}

function why({ because, policyRevision }: PolicyFact): string {
  return policyRevision === null || because !== 'organization' ? policyWords[because] : `${policyWords[because]} (Fassung ${policyRevision} ihrer Richtlinie)`;
}

function issued({ method, purpose }: ChallengeIssued): string {
  if (method === 'email-code') return `Ein Code für die hinterlegte Adresse wurde erzeugt${purpose === 'mailbox' ? ', um das Postfach nachzuweisen' : ''}`;
  return `Gefragt nach ${methodWords[method]}`;
}

function failed({ method, reason, failures }: ChallengeFailed): string {
  const count = method === 'passkey' || reason === 'expired' ? '' : `, ${inARow(failures)}`;
  return `Falsch geantwortet mit ${methodWords[method]}: ${failureWords[reason]}${count}`;
}

const counted = (list: readonly string[], one: string, many: string): string => `${list.length} ${list.length === 1 ? one : many}`;

const ended = ({ factorsEnded, devicesEnded, sessionsEnded }: Extract<AccountEvent, { type: 'MfaReset' }>): string =>
  [counted(factorsEnded, 'Faktor', 'Faktoren'), counted(devicesEnded, 'vertrautes Gerät', 'vertraute Geräte'), counted(sessionsEnded, 'Sitzung', 'Sitzungen')].join(', ');

const endedWith = (sessions: readonly string[] = []): string => (sessions.length === 0 ? '' : `; ${counted(sessions, 'Sitzung endete', 'Sitzungen endeten')}`);

const scopeOf = (organizationIds: readonly string[] | null | undefined): string =>
  organizationIds == null ? '' : ` für ${counted(organizationIds, 'Organisation', 'Organisationen')}`;

const inARow = (count: number): string => (count === 1 ? 'das erste Mal' : `${count}-mal in Folge`);

const languageNames = new Intl.DisplayNames('de', { type: 'language', fallback: 'code' });
const languageName = (tag: string): string => languageNames.of(tag) ?? tag;

/** To the minute: the exact time stands beside the sentence. */
const shortTime = (instant: string): string => `${instant.slice(8, 10)}.${instant.slice(5, 7)}.${instant.slice(0, 4)}, ${instant.slice(11, 16)} UTC`;
