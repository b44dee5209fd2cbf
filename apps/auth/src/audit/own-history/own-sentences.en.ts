import type { Acr, Method } from '#domain/account/events.js';
import type { OwnContext, OwnSentences } from './own-sentences.types.js';

const withWhat: Readonly<Record<Acr, string>> = {
  aal1: 'your password',
  aal2: 'your password and your authenticator app',
  phr: 'a passkey',
  recovery: 'your password and your recovery code',
  email: 'your password and a code by e-mail',
};

const method: Readonly<Record<Method, string>> = {
  passkey: 'the passkey',
  authenticator: 'the code of the authenticator app',
  'email-code': 'the code from the e-mail',
  'recovery-code': 'the recovery code',
};

const device = ({ deviceName }: OwnContext): string => (deviceName === null ? 'a device' : `“${deviceName}”`);

export const english: OwnSentences = {
  AccountRegistered: () => 'Your account was made',
  InvitationAccepted: () => 'You accepted the invitation',
  PasswordSet: () => 'You chose your password',
  PasswordChanged: () => 'You changed your password',
  PasswordRejected: () => 'A wrong password was typed',
  PasskeyRejected: (_event, context) => `The passkey of ${device(context)} was refused`,
  ChallengeFailed: (event) => `After the right password, ${method[event.method]} was wrong or too late`,
  FactorDisabled: (event) => `Switched off after too many failures: ${method[event.method]}`,
  AuthenticatorEnrolled: () => 'You set up an authenticator app',
  AuthenticatorRemoved: ({ reason }) => (reason === 'replaced' ? 'The earlier authenticator app stopped working' : 'Your authenticator app was removed'),
  RecoveryCodeIssued: ({ because }) =>
    because === 'used' ? 'Your recovery code was used, and a new one was shown' : 'A new recovery code was shown to you',
  RecoveryCodeConfirmed: () => 'You said that the recovery code is stored',
  DeviceTrusted: (_event, context) => `You trusted ${device(context)}`,
  DeviceTrustRefused: () => 'A device could not be trusted',
  DeviceRenamed: (_event, context) => `You renamed a trusted device: now ${device(context)}`,
  DeviceRevoked: ({ reason }, context) =>
    reason === 'cloned' ? `The passkey of ${device(context)} was shut out: it seems to have been copied` : `${device(context)} is no longer trusted`,
  SessionStarted: ({ acr, newDevice }) => `You signed in with ${withWhat[acr]}${newDevice ? ', on a device not seen before' : ''}`,
  SessionElevated: ({ acr }) => `You confirmed that it is you, with ${withWhat[acr]}`,
  SessionDisplaced: () => 'Your oldest session ended, because there were too many',
  SessionsVoided: ({ reason, exceptSessionId }) => {
    const which = exceptSessionId === null ? 'All your sessions ended' : 'All your other sessions ended';
    return reason === 'passwordChanged' ? `${which}, because the password changed` : which;
  },
  SessionEnded: ({ reason }) =>
    ({ signedOut: 'You signed out', byHolder: 'You ended one of your sessions', byStaff: 'One of your sessions was ended', idle: 'A session ended because it was left alone' })[reason],
  MfaResetRequested: () => 'Support asked for a reset of your sign-in methods',
  MfaResetRejected: () => 'The reset of your sign-in methods was not approved',
  MfaReset: () => 'Your sign-in methods were reset: app, recovery code, devices and sessions ended',
  AccountDisabled: () => 'Your account was disabled',
  AccountEnabled: () => 'Your account was opened again',
  AccountFrozen: () => 'You froze your account',
  CaseClosed: () => 'Support has looked at what you said was not you',
  AccountErased: () => 'You were erased',
  AccountUnlocked: () => 'Limits after wrong answers were lifted',
  EmailChanged: () => 'Your e-mail address was changed',
  ActivityDisputed: () => 'You said “this wasn’t me” of an entry',
  LanguageChanged: () => 'You chose another language',
  RoleGranted: () => 'You were given a staff role',
  RoleRevoked: () => 'A staff role of yours was taken away',
};
