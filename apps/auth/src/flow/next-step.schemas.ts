import { z } from 'zod';
import { instantSchema } from '../platform/http/instant.schema.js';

export const methodSchema = z
  .enum(['passkey', 'authenticator', 'email-code', 'recovery-code'])
  .meta({ id: 'Method', description: 'A way to answer a challenge after the password.' });

export const acrSchema = z.enum(['aal1', 'aal2', 'phr', 'recovery', 'email']).meta({
  id: 'Acr',
  description:
    'What the sign-in proves: `aal1` password; `aal2` password and authenticator app; `phr` passkey with user verification; `recovery` password and recovery code; `email` password and e-mail code.',
});

export const amrSchema = z
  .array(z.string())
  .meta({ description: 'What was used, in the words of RFC 8176 (`pwd`, `otp`, `hwk`, `swk`, `user`, `mfa`).', examples: [['pwd', 'otp', 'mfa']] });

/** What `navigator.credentials.get({ publicKey })` takes, in its JSON form (WebAuthn Level 3 §5.10). */
const requestOptions = z.looseObject({ challenge: z.string() }).meta({
  id: 'PasskeyRequestOptions',
  description:
    'PublicKeyCredentialRequestOptionsJSON (WebAuthn Level 3): hand it to `PublicKeyCredential.parseRequestOptionsFromJSON`, or to the passkey API of the platform, as it is.',
});

/** What `navigator.credentials.create({ publicKey })` takes, in its JSON form. */
const creationOptions = z.looseObject({ challenge: z.string() }).meta({
  id: 'PasskeyCreationOptions',
  description:
    'PublicKeyCredentialCreationOptionsJSON (WebAuthn Level 3): hand it to `PublicKeyCredential.parseCreationOptionsFromJSON`, or to the passkey API of the platform, as it is.',
});

const position = z
  .strictObject({ current: z.int().min(1), of: z.int().min(1) })
  .meta({ id: 'StepPosition', description: '“Step 2 of 3”, shown during set-up.' });

export const challengeSchema = z
  .strictObject({
    id: z.string(),
    method: methodSchema,
    expiresAt: instantSchema,
    sentTo: z.string().optional().meta({ description: '`email-code` only: the masked address.', examples: ['d•••@riverside.example'] }),
    resendAvailableAt: instantSchema.optional().meta({ description: '`email-code` only: from when the code may be sent again.' }),
    options: requestOptions.optional().meta({ description: '`passkey` only.' }),
  })
  .meta({ id: 'Challenge', description: 'What the person is asked for now. A newer challenge of the same method closes it.' });

export const sessionSummarySchema = z
  .strictObject({
    id: z.string(),
    accountId: z.string(),
    acr: acrSchema,
    amr: amrSchema,
    authenticatedAt: instantSchema.meta({ description: 'When the holder last proved who they are; step-up moves it.' }),
    expiresAt: instantSchema,
    idleSeconds: z.int().meta({ description: 'Seconds without activity after which the session ends.' }),
    token: z.string().optional().meta({ description: 'Native clients only: the bearer token of the session, shown this once.' }),
  })
  .meta({ id: 'SessionSummary', description: 'The session that the sign-in started or raised.' });

const firstFactorStep = z
  .strictObject({
    step: z.literal('first-factor'),
    methods: z.array(z.enum(['password', 'passkey'])),
    passkey: z
      .strictObject({ options: requestOptions })
      .meta({ description: '`allowCredentials` is empty: the same for every address, known or not.' }),
  })
  .meta({ id: 'FirstFactorStep', description: 'Give the password, or a passkey instead. The same for every address, known or not.' });

const proveMailboxStep = z
  .strictObject({
    step: z.literal('prove-mailbox'),
    challenge: challengeSchema.nullable().meta({ description: '`null`: no code may be sent now; ask for one later.' }),
  })
  .meta({ id: 'ProveMailboxStep', description: 'Before the set-up starts again after a reset: answer with the code that was mailed.' });

const setUpAuthenticatorStep = z
  .strictObject({
    step: z.literal('set-up-authenticator'),
    position,
    authenticator: z.strictObject({
      id: z.string(),
      secret: z.string().meta({ description: 'Base32 without padding; show it in groups of four.' }),
      uri: z.string().meta({ description: '`otpauth://` URI for the QR code (Key URI format).' }),
      issuer: z.string(),
      accountName: z.string(),
      expiresAt: instantSchema,
    }),
  })
  .meta({ id: 'SetUpAuthenticatorStep', description: 'Show the QR code or the key, and prove the authenticator app with one code.' });

const storeRecoveryCodeStep = z
  .strictObject({
    step: z.literal('store-recovery-code'),
    position: position.nullable().meta({ description: '`null` outside the set-up: the last code was used.' }),
    recoveryCode: z
      .string()
      .nullable()
      .meta({ description: 'Shown once, in groups of four. `null` when it was shown before: ask for a replacement.' }),
  })
  .meta({ id: 'StoreRecoveryCodeStep', description: 'Show the recovery code and let the person say that it is stored.' });

const trustDeviceStep = z
  .strictObject({
    step: z.literal('trust-device'),
    position: position.nullable().meta({ description: '`null` outside the set-up.' }),
    passkey: z.strictObject({ options: creationOptions }),
  })
  .meta({ id: 'TrustDeviceStep', description: 'Offer to trust this device: create a passkey, or decline.' });

const challengeStep = z
  .strictObject({
    step: z.literal('challenge'),
    challenge: challengeSchema
      .nullable()
      .meta({ description: '`null` when none could be issued (the method is disabled, say): choose another method.' }),
    methods: z
      .array(methodSchema)
      .meta({ description: 'All methods this account has and its organization allows, the default of this device first.' }),
  })
  .meta({ id: 'ChallengeStep', description: 'Answer the challenge, or ask for another method.' });

const doneStep = z
  .strictObject({
    step: z.literal('done'),
    session: sessionSummarySchema,
    returnTo: z.string().nullable().meta({ description: 'Where to go now, from the allow-list; `null`: nowhere in particular.' }),
  })
  .meta({ id: 'DoneStep', description: 'Signed in.' });

const steps = [
  firstFactorStep,
  proveMailboxStep,
  setUpAuthenticatorStep,
  storeRecoveryCodeStep,
  trustDeviceStep,
  challengeStep,
  doneStep,
] as const;

export const nextSchema = z.discriminatedUnion('step', steps).meta({
  id: 'NextStep',
  description: 'The step that comes next and all that it needs. `step` says which.',
  discriminator: {
    propertyName: 'step',
    mapping: Object.fromEntries(steps.map((step) => [step.shape.step.value, `#/components/schemas/${String(step.meta()?.id)}`])),
  },
});

export type Method = z.infer<typeof methodSchema>;
export type Next = z.infer<typeof nextSchema>;
export type ChallengeAnswer = z.infer<typeof challengeSchema>;
export type SessionSummary = z.infer<typeof sessionSummarySchema>;
