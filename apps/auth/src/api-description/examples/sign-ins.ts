import type { ExampleObject, ReferenceObject } from '@nestjs/swagger';
import type { Next, SessionSummary, SignInAnswer } from '../../flow/sign-in.schemas.js';

const requestOptions = (allowed: readonly string[]) => ({
  challenge: 'qjcf3LqQluabFPm0xH_H7OHi4pNdkxKovGKOS74N7iE',
  rpId: 'sign-in.clinic.example',
  timeout: 300_000,
  allowCredentials: allowed.map((id) => ({ type: 'public-key', id, transports: ['internal'] })),
  userVerification: 'required',
});

const creationOptions = {
  challenge: 'SP0_qJUh87fGzV7e2wMvstyEDXXJw9_je0SI2GK4exE',
  rp: { id: 'sign-in.clinic.example', name: 'Vestibule' },
  user: {
    id: 'aAlngCZ0H_hdiJV5Wm8jMeVU9vP8TmopZEpWDbnzXWkgXBJ0PHRAPX0OuGqtCqW1JlRy1zu2rl5b1Px90hqNYg',
    name: 'dana.reyes@riverside.example',
    displayName: 'Dana Reyes',
  },
  pubKeyCredParams: [-7, -8, -257].map((alg) => ({ type: 'public-key', alg })),
  timeout: 300_000,
  excludeCredentials: [],
  authenticatorSelection: { residentKey: 'preferred', requireResidentKey: false, userVerification: 'required' },
  hints: ['client-device'],
  attestation: 'none',
};

const session: SessionSummary = {
  id: 'dd357b30-af36-85ae-9741-f7946fb0cbb7',
  accountId: 'cdc6cd25-3070-8e7c-a687-867f77528fdc',
  acr: 'aal2',
  amr: ['pwd', 'otp', 'mfa'],
  authenticatedAt: '2026-03-01T08:31:12.000Z',
  expiresAt: '2026-03-01T20:31:12.000Z',
  idleSeconds: 900,
};

/** Shortened: real ones have some hundred characters. Nothing in them is for the client to read. */
const native = { token: 'v1.m1.fni64nCHQrk5gwKBifuhMqw4yCijzMwo5W_XCOkCFXQEcjvMTur6l9trW2dXNHSqjhJFL2BS' };
const web = { csrfToken: 'PoejJcU4SdgIyvuYnOf9x8HkLZ8GdG9dk_Clt7AhgbU' };

const signIn = (next: Next, credential: typeof native | typeof web = native): SignInAnswer => ({
  id: '1b97ed3a-c3c9-416f-abbb-7f942361e797',
  status: next.step === 'done' ? 'complete' : 'open',
  expiresAt: '2026-03-01T08:45:00.000Z',
  organization: next.step === 'first-factor' ? null : { name: 'Riverside Clinic', supportContact: '+1 555 0100' },
  next,
  ...credential,
});

const challenge = (challenged: Extract<Next, { step: 'challenge' }>['challenge']): SignInAnswer =>
  signIn({ step: 'challenge', challenge: challenged, methods: ['passkey', 'authenticator', 'email-code', 'recovery-code'] });

const example = (summary: string, value: SignInAnswer): ExampleObject => ({ summary, value });

/** The sign-in at each of its steps, by the name of the component. */
export const signInExamples = {
  firstFactor: example(
    'First factor: password or passkey',
    signIn({ step: 'first-factor', methods: ['password', 'passkey'], passkey: { options: requestOptions([]) } }),
  ),
  firstFactorWeb: example(
    'First factor, for a web client',
    signIn({ step: 'first-factor', methods: ['password', 'passkey'], passkey: { options: requestOptions([]) } }, web),
  ),
  proveMailbox: example(
    'After a reset: prove the mailbox first',
    signIn({
      step: 'prove-mailbox',
      challenge: {
        id: '5f6b0f4e-6c1e-8d0b-9a53-1f0f7c1f6a10',
        method: 'email-code',
        expiresAt: '2026-03-01T08:40:00.000Z',
        sentTo: 'd•••@riverside.example',
        resendAvailableAt: '2026-03-01T08:31:00.000Z',
      },
    }),
  ),
  setUpAuthenticator: example(
    'Set-up, step 1 of 3: the authenticator app',
    signIn({
      step: 'set-up-authenticator',
      position: { current: 1, of: 3 },
      authenticator: {
        id: '3eb2ee4a-9b7a-8bd6-a920-610c3e2a4a4e',
        secret: 'YEUHCLHL6RNPVFTTI6CSWLEAO6ZMRI42',
        uri: 'otpauth://totp/Vestibule:dana.reyes%40riverside.example?secret=YEUHCLHL6RNPVFTTI6CSWLEAO6ZMRI42&issuer=Vestibule',
        issuer: 'Vestibule',
        accountName: 'dana.reyes@riverside.example',
        expiresAt: '2026-03-01T08:45:00.000Z',
      },
    }),
  ),
  storeRecoveryCode: example(
    'Set-up, step 2 of 3: the recovery code',
    signIn({ step: 'store-recovery-code', position: { current: 2, of: 3 }, recoveryCode: 'FH00-P2QX-KZPD-V13H-DZZX-465J' }),
  ),
  storeRecoveryCodeShownBefore: example(
    'Set-up, loaded again: the recovery code was shown before',
    signIn({ step: 'store-recovery-code', position: { current: 2, of: 3 }, recoveryCode: null }),
  ),
  nextRecoveryCode: example(
    'The recovery code was used: here is the next one',
    signIn({ step: 'store-recovery-code', position: null, recoveryCode: '9T2M-4KQW-0ZRB-7YHC-3NXE-PV6D' }),
  ),
  trustDevice: example(
    'Set-up, step 3 of 3: trust this device?',
    signIn({ step: 'trust-device', position: { current: 3, of: 3 }, passkey: { options: creationOptions } }),
  ),
  challengePasskey: example(
    'Challenge: the passkey of this device',
    challenge({
      id: 'a3948509-e133-8066-ad40-92ef4e54c3cb',
      method: 'passkey',
      expiresAt: '2026-03-01T08:35:00.000Z',
      options: requestOptions(['O9_4zGbApmranM7rrcrY08V_k49jRmBCT5YIHcnTeh4']),
    }),
  ),
  challengeAuthenticator: example(
    'Challenge: a code of the authenticator app',
    challenge({ id: 'e04ec496-743e-816b-a63a-a7edd1b3d5ef', method: 'authenticator', expiresAt: '2026-03-01T08:45:00.000Z' }),
  ),
  challengeEmailCode: example(
    'Challenge: a code sent by e-mail',
    challenge({
      id: '1c368fb9-996f-8c7d-a261-db20fdb12eb9',
      method: 'email-code',
      expiresAt: '2026-03-01T08:40:00.000Z',
      sentTo: 'd•••@riverside.example',
      resendAvailableAt: '2026-03-01T08:31:00.000Z',
    }),
  ),
  challengeRecoveryCode: example(
    'Challenge: the recovery code',
    challenge({ id: 'e412222b-63b7-83fa-958a-5b948977749b', method: 'recovery-code', expiresAt: '2026-03-01T08:45:00.000Z' }),
  ),
  doneNative: example(
    'Done, for a native client: the token of the session',
    signIn({
      step: 'done',
      session: { ...session, token: `${session.accountId}.${session.id}.GOi5QL5-pKkwDHxdiKVhrMhQafvCs_vXkxWNHGQUEXs` },
      returnTo: null,
    }),
  ),
  doneWeb: example(
    'Done, for a web client: the session is in a cookie',
    signIn({ step: 'done', session, returnTo: 'https://charts.clinic.example/' }, web),
  ),
} as const satisfies Record<string, ExampleObject>;

export type SignInExample = keyof typeof signInExamples;

export const signInsAt = (...names: readonly SignInExample[]): Record<string, ReferenceObject> =>
  Object.fromEntries(names.map((name) => [name, { $ref: `#/components/examples/${name}` }]));
