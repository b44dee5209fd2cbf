import type { Acr, Method } from '#domain/account/events.js';
import type { OwnContext, OwnSentences } from './own-sentences.types.js';

const withWhat: Readonly<Record<Acr, string>> = {
  aal1: 'Ihrem Passwort',
  aal2: 'Ihrem Passwort und Ihrer Authenticator-App',
  phr: 'einem Passkey',
  recovery: 'Ihrem Passwort und Ihrem Wiederherstellungscode',
  email: 'Ihrem Passwort und einem Code per E-Mail',
};

const method: Readonly<Record<Method, string>> = {
  passkey: 'der Passkey',
  authenticator: 'der Code der Authenticator-App',
  'email-code': 'der Code aus der E-Mail',
  'recovery-code': 'der Wiederherstellungscode',
};

const device = ({ deviceName }: OwnContext, unknown: string): string => (deviceName === null ? unknown : `„${deviceName}“`);

export const german: OwnSentences = {
  AccountRegistered: () => 'Ihr Konto wurde angelegt',
  InvitationAccepted: () => 'Sie haben die Einladung angenommen',
  PasswordSet: () => 'Sie haben Ihr Passwort gewählt',
  PasswordChanged: () => 'Sie haben Ihr Passwort geändert',
  PasswordRejected: () => 'Ein falsches Passwort wurde eingegeben',
  PasskeyRejected: (_event, context) => `Der Passkey von ${device(context, 'einem Gerät')} wurde abgelehnt`,
  ChallengeFailed: (event) => `Nach dem richtigen Passwort war ${method[event.method]} falsch oder zu spät`,
  FactorDisabled: (event) => `Nach zu vielen Fehlversuchen abgeschaltet: ${method[event.method]}`,
  AuthenticatorEnrolled: () => 'Sie haben eine Authenticator-App eingerichtet',
  AuthenticatorRemoved: ({ reason }) => (reason === 'replaced' ? 'Die frühere Authenticator-App gilt nicht mehr' : 'Ihre Authenticator-App wurde entfernt'),
  RecoveryCodeIssued: ({ because }) =>
    because === 'used' ? 'Ihr Wiederherstellungscode wurde benutzt, ein neuer wurde gezeigt' : 'Ihnen wurde ein neuer Wiederherstellungscode gezeigt',
  RecoveryCodeConfirmed: () => 'Sie haben bestätigt, dass der Wiederherstellungscode aufbewahrt ist',
  DeviceTrusted: (_event, context) => `Sie vertrauen jetzt ${device(context, 'einem Gerät')}`,
  DeviceTrustRefused: () => 'Einem Gerät konnte nicht vertraut werden',
  DeviceRenamed: (_event, context) => `Sie haben ein Gerät umbenannt: jetzt ${device(context, 'ohne Namen')}`,
  DeviceRevoked: ({ reason }, context) =>
    reason === 'cloned'
      ? `Der Passkey von ${device(context, 'einem Gerät')} wurde gesperrt: Er scheint kopiert worden zu sein`
      : `${device(context, 'Einem Gerät')} wird nicht mehr vertraut`,
  SessionStarted: ({ acr, newDevice }) => `Sie haben sich mit ${withWhat[acr]} angemeldet${newDevice ? ', auf einem bisher unbekannten Gerät' : ''}`,
  SessionElevated: ({ acr }) => `Sie haben mit ${withWhat[acr]} bestätigt, dass Sie es sind`,
  SessionDisplaced: () => 'Ihre älteste Sitzung endete, weil es zu viele waren',
  SessionsVoided: ({ reason, exceptSessionId }) => {
    const which = exceptSessionId === null ? 'Alle Ihre Sitzungen wurden beendet' : 'Alle anderen Sitzungen wurden beendet';
    return reason === 'passwordChanged' ? `${which}, weil das Passwort geändert wurde` : which;
  },
  SessionEnded: ({ reason }) =>
    ({ signedOut: 'Sie haben sich abgemeldet', byHolder: 'Sie haben eine Ihrer Sitzungen beendet', byStaff: 'Eine Ihrer Sitzungen wurde beendet', idle: 'Eine unbenutzte Sitzung wurde beendet' })[reason],
  MfaResetRequested: () => 'Der Support hat beantragt, Ihre Anmeldeverfahren zurückzusetzen',
  MfaResetRejected: () => 'Das Zurücksetzen Ihrer Anmeldeverfahren wurde nicht genehmigt',
  MfaReset: () => 'Ihre Anmeldeverfahren wurden zurückgesetzt: App, Wiederherstellungscode, Geräte und Sitzungen wurden beendet',
  AccountDisabled: () => 'Ihr Konto wurde abgeschaltet',
  AccountEnabled: () => 'Ihr Konto wurde wieder geöffnet',
  AccountFrozen: () => 'Sie haben Ihr Konto gesperrt',
  CaseClosed: () => 'Der Support hat geprüft, wovon Sie sagten, dass Sie es nicht waren',
  AccountErased: () => 'Ihre Daten wurden gelöscht',
  AccountUnlocked: () => 'Beschränkungen nach Fehlversuchen wurden aufgehoben',
  EmailChanged: () => 'Ihre E-Mail-Adresse wurde geändert',
  ActivityDisputed: () => 'Sie haben zu einem Eintrag gesagt: „Das war ich nicht“',
  LanguageChanged: () => 'Sie haben eine andere Sprache gewählt',
  RoleGranted: () => 'Ihnen wurde eine Rolle im Personal gegeben',
  RoleRevoked: () => 'Ihnen wurde eine Rolle im Personal entzogen',
};
