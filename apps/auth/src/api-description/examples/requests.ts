import type { ExamplesObject } from '@nestjs/swagger';

const credential = (response: Readonly<Record<string, unknown>>) => ({
  id: 'O9_4zGbApmranM7rrcrY08V_k49jRmBCT5YIHcnTeh4',
  rawId: 'O9_4zGbApmranM7rrcrY08V_k49jRmBCT5YIHcnTeh4',
  type: 'public-key',
  authenticatorAttachment: 'platform',
  clientExtensionResults: {},
  response,
});

const assertion = credential({
  clientDataJSON: 'eyJ0eXBlIjoid2ViYXV0aG4uZ2V0IiwiY2hhbGxlbmdlIjoicWpjZjNMcVFsdWFiRlBtMHhIX0g3T0hpNHBOZGt4S292R0tPUzc0TjdpRSJ9',
  authenticatorData: 'SZYN5YgOjGh0NBcPZHZgW4_krrmihjLHmVzzuoMdl2MFAAAAAQ',
  signature: 'MEUCIQC8ekMiP_ETGUNeHAZyEwWES2egDWHOb2qU2jH2kJILbAIgJRnK3uJpoL5-MkGLBDPvYKQW1C8tBHP6IYZuIZ1rJCo',
  userHandle: 'aAlngCZ0H_hdiJV5Wm8jMeVU9vP8TmopZEpWDbnzXWkgXBJ0PHRAPX0OuGqtCqW1JlRy1zu2rl5b1Px90hqNYg',
});

const registration = credential({
  clientDataJSON: 'eyJ0eXBlIjoid2ViYXV0aG4uY3JlYXRlIiwiY2hhbGxlbmdlIjoiU1AwX3FKVWg4N2ZHelY3ZTJ3TXZzdHlFRFhYSnc5X2plMFNJMkdLNGV4RSJ9',
  attestationObject: 'o2NmbXRkbm9uZWdhdHRTdG10oGhhdXRoRGF0YVikSZYN5YgOjGh0NBcPZHZgW4_krrmihjLHmVzzuoMdl2NFAAAAAA',
  transports: ['internal'],
});

const deviceId = '0d9a3c5e-6f7b-4a1c-8e2d-5b4f3a2c1d0e';
const linkToken = 'cdc6cd25-3070-8e7c-a687-867f77528fdc.7d1f0c1a-52ab-8c55-9d0b-1f5f43a1c0de.b0cXv2nq0S1mJ3kqQe4mZQ';
const password = 'walking under seven bridges';
const code = (value: string) => ({ value: { code: value } });
const nothing: ExamplesObject = { nothing: { summary: 'Nothing to say', value: {} } };

/** What a client sends, by operation. Every operation that takes a body has one. */
export const requestExamples: Readonly<Record<string, ExamplesObject>> = {
  beginSignIn: {
    native: { summary: 'A native client', value: { email: 'dana.reyes@riverside.example', client: 'native', deviceId } },
    web: { summary: 'A page', value: { email: 'dana.reyes@riverside.example', client: 'web', returnTo: 'https://charts.clinic.example/' } },
    passkeyOnly: { summary: 'With a passkey alone, no address typed', value: { client: 'native', deviceId } },
    stepUp: { summary: 'With a session: prove yourself again', value: { purpose: 'step-up', client: 'native', deviceId } },
    setUp: { summary: 'With a session: enrol on your own account', value: { purpose: 'set-up', client: 'native', deviceId } },
    trustDevice: { summary: 'With a session: trust another device', value: { purpose: 'trust-device', client: 'native', deviceId } },
    recoveryCode: { summary: 'With a session: a new recovery code', value: { purpose: 'recovery-code', client: 'native', deviceId } },
  },
  verifyPassword: { password: { summary: 'The password', value: { password } } },
  verifyPasskey: { passkey: { summary: 'What the platform answered to `passkey.options`', value: { credential: assertion } } },
  issueChallenge: {
    authenticator: { summary: 'Use the authenticator app', value: { method: 'authenticator' } },
    emailCode: { summary: 'Send a code, or send it again', value: { method: 'email-code' } },
    recoveryCode: { summary: 'Use the recovery code', value: { method: 'recovery-code' } },
    passkey: { summary: 'Use the passkey', value: { method: 'passkey' } },
  },
  answerChallenge: {
    authenticator: { summary: 'A code of the authenticator app, or one sent by e-mail', ...code('492039') },
    recoveryCode: { summary: 'The recovery code: in any case, with or without separators', ...code('FH00-P2QX-KZPD-V13H-DZZX-465J') },
    passkey: { summary: 'What the platform answered to `challenge.options`', value: { credential: assertion } },
  },
  startAuthenticatorEnrolment: nothing,
  confirmAuthenticator: { code: { summary: 'The code that the app shows now', ...code('917497') } },
  replaceRecoveryCode: nothing,
  confirmRecoveryCode: nothing,
  trustDevice: {
    named: { summary: 'With a name', value: { credential: registration, name: 'Ward 3 laptop' } },
    unnamed: { summary: 'Named after browser and system', value: { credential: registration } },
  },
  declineDeviceTrust: nothing,
  renameDevice: { name: { summary: 'A new name', value: { name: 'Ward 3 laptop' } } },
  changePassword: {
    change: { summary: 'From the present to a new one', value: { currentPassword: password, newPassword: 'eleven lamps along the river' } },
  },
  changeLanguage: { german: { summary: 'Mails in German', value: { language: 'de' } } },
  freezeAccount: { token: { summary: 'The token of the link `/not-me#…`', value: { token: linkToken } } },
  lookUpInvitation: { token: { summary: 'The token of the link `/invitation#…`', value: { token: linkToken } } },
  acceptInvitation: {
    native: { summary: 'A native client', value: { token: linkToken, password, client: 'native', deviceId } },
    web: { summary: 'A page', value: { token: linkToken, password, client: 'web' } },
  },
};
