import { z } from 'zod';

/**
 * The sign-in as a resource: every answer says which step comes next and what that step needs, so a client needs no
 * knowledge of its own about policy, factors or order.
 */

export const methodSchema = z
  .enum(['passkey', 'authenticator', 'email-code', 'recovery-code'])
  .meta({ id: 'Method', description: 'A way to answer a challenge after the password.' });

const instant = z.iso.datetime().meta({ description: 'RFC 3339, UTC, milliseconds', examples: ['2026-03-01T08:30:00.000Z'] });

/** What `navigator.credentials.get({ publicKey })` takes, in its JSON form (WebAuthn Level 3 §5.10). */
const requestOptions = z
  .looseObject({ challenge: z.string() })
  .meta({ id: 'PasskeyRequestOptions', description: 'PublicKeyCredentialRequestOptionsJSON (WebAuthn Level 3)' });

/** What `navigator.credentials.create({ publicKey })` takes, in its JSON form. */
const creationOptions = z
  .looseObject({ challenge: z.string() })
  .meta({ id: 'PasskeyCreationOptions', description: 'PublicKeyCredentialCreationOptionsJSON (WebAuthn Level 3)' });

/** "Step 2 of 3", shown during set-up. */
const position = z.strictObject({ current: z.int().min(1), of: z.int().min(1) }).meta({ id: 'StepPosition' });

export const challengeSchema = z
  .strictObject({
    id: z.string(),
    method: methodSchema,
    expiresAt: instant,
    /** `email-code` only: the masked address, e.g. `c•••@clinic.example`. */
    sentTo: z.string().optional(),
    /** `email-code` only: from when Resend is allowed. */
    resendAvailableAt: instant.optional(),
    /** `passkey` only. */
    options: requestOptions.optional(),
  })
  .meta({ id: 'Challenge' });

export const acrSchema = z.enum(['aal1', 'aal2', 'phr', 'recovery', 'email']).meta({
  id: 'Acr',
  description:
    'What the sign-in proves: aal1 password; aal2 password and authenticator app; phr passkey with user verification; recovery password and recovery code; email password and e-mail code.',
});

export const sessionSummarySchema = z
  .strictObject({
    id: z.string(),
    accountId: z.string(),
    acr: acrSchema,
    amr: z.array(z.string()).meta({ examples: [['pwd', 'otp', 'mfa']] }),
    authenticatedAt: instant,
    expiresAt: instant,
    /** Seconds without activity after which the session ends. */
    idleSeconds: z.int(),
    /** Native clients only: the bearer token of the session, shown once. */
    token: z.string().optional(),
  })
  .meta({ id: 'SessionSummary' });

export const nextSchema = z
  .discriminatedUnion('step', [
    z.strictObject({
      step: z.literal('first-factor'),
      methods: z.array(z.enum(['password', 'passkey'])),
      /** Empty `allowCredentials`: the same for every address, known or not. */
      passkey: z.strictObject({ options: requestOptions }),
    }),
    z.strictObject({
      step: z.literal('prove-mailbox'),
      /** `null`: no code may be sent now; ask for one later (Resend). */
      challenge: challengeSchema.nullable(),
    }),
    z.strictObject({
      step: z.literal('set-up-authenticator'),
      position,
      authenticator: z.strictObject({
        id: z.string(),
        /** Base32 without padding; show it in groups of four. */
        secret: z.string(),
        /** `otpauth://` URI for the QR code (Key URI format). */
        uri: z.string(),
        issuer: z.string(),
        accountName: z.string(),
        expiresAt: instant,
      }),
    }),
    z.strictObject({
      step: z.literal('store-recovery-code'),
      position: position.nullable(),
      /** Shown once, in groups of four. `null` when it was shown before: ask for a replacement. */
      recoveryCode: z.string().nullable(),
    }),
    z.strictObject({
      step: z.literal('trust-device'),
      position: position.nullable(),
      passkey: z.strictObject({ options: creationOptions }),
    }),
    z.strictObject({
      step: z.literal('challenge'),
      /** The open challenge; `null` when none could be issued (e.g. the method is disabled): choose another method. */
      challenge: challengeSchema.nullable(),
      /** All methods this account has and its organization allows, the default of this device first. */
      methods: z.array(methodSchema),
    }),
    z.strictObject({
      step: z.literal('done'),
      session: sessionSummarySchema,
      /** Where to go now, from the allow-list; `null`: show the done page. */
      returnTo: z.string().nullable(),
    }),
  ])
  .meta({ id: 'NextStep' });

export const signInSchema = z
  .strictObject({
    id: z.string(),
    status: z.enum(['open', 'complete']),
    expiresAt: instant,
    /** Only after the first factor; before it the same `null` for every address. */
    organization: z
      .strictObject({ name: z.string(), supportContact: z.string().nullable() })
      .nullable()
      .meta({ id: 'SignInOrganization' }),
    next: nextSchema,
    /** Native clients only: the bearer token for the next call. It changes with every step; keep the newest. */
    token: z.string().optional(),
    /** Web clients only: send it back as `X-CSRF-Token` on every unsafe call. */
    csrfToken: z.string().optional(),
  })
  .meta({ id: 'SignIn' });

/** 320 octets is the longest address SMTP can carry (RFC 5321 §4.5.3.1); what is no address gets the same next page. */
export const emailInputSchema = z.string().min(1).max(320).meta({ examples: ['dana.reyes@riverside.example'] });

export const beginSignInSchema = z
  .strictObject({
    /** Left out to sign in with a passkey alone, and for `step-up` and `set-up`, which belong to the session's account. */
    email: emailInputSchema.optional(),
    /** `sign-in`; with a session also `step-up` (prove yourself again) and `set-up` (enrol on one's own account). */
    purpose: z.enum(['sign-in', 'step-up', 'set-up']).default('sign-in'),
    /** `web`: `__Host-` cookies. `native`: bearer tokens in the answers. */
    client: z.enum(['web', 'native']).default('web'),
    /** An address from the allow-list to go to afterwards. */
    returnTo: z.string().max(2048).optional(),
    /** Native clients: a random id kept by this installation, by which its default method is found (the web uses a cookie). */
    deviceId: z.string().min(16).max(128).optional(),
  })
  .meta({ id: 'BeginSignIn' });

/** Longer than any password allowed, so that length alone is judged by the rule and not by the parser. */
export const passwordInputSchema = z.string().min(1).max(1024);

export const verifyPasswordSchema = z.strictObject({ password: passwordInputSchema }).meta({ id: 'VerifyPassword' });

export const issueChallengeSchema = z
  .strictObject({ method: methodSchema })
  .meta({ id: 'IssueChallenge', description: 'Another method, or the same one again (Resend).' });

/** AuthenticationResponseJSON and RegistrationResponseJSON; their inside is judged by the WebAuthn rules. */
const credential = z.looseObject({
  id: z.string().max(2048),
  rawId: z.string().max(2048),
  type: z.literal('public-key'),
  response: z.record(z.string(), z.unknown()),
});
export const assertionSchema = credential.meta({ id: 'PasskeyAssertion' });
export const attestationSchema = credential.meta({ id: 'PasskeyRegistration' });

export const codeInputSchema = z.string().min(1).max(64).meta({ examples: ['492039'] });

export const answerChallengeSchema = z
  .union([z.strictObject({ code: codeInputSchema }), z.strictObject({ credential: assertionSchema })])
  .meta({ id: 'AnswerChallenge', description: '`code` for authenticator, e-mail and recovery codes; `credential` for passkeys.' });

export const firstFactorPasskeySchema = z.strictObject({ credential: assertionSchema }).meta({ id: 'FirstFactorPasskey' });

export const confirmAuthenticatorSchema = z.strictObject({ code: codeInputSchema }).meta({ id: 'ConfirmAuthenticator' });

export const trustDeviceSchema = z
  .strictObject({ credential: attestationSchema, name: z.string().trim().min(1).max(64).optional() })
  .meta({ id: 'TrustDevice' });

/** For steps that take nothing: `{}`. */
export const emptySchema = z.strictObject({}).meta({ id: 'Empty' });

export type Method = z.infer<typeof methodSchema>;
export type Next = z.infer<typeof nextSchema>;
export type SignInAnswer = z.infer<typeof signInSchema>;
export type ChallengeAnswer = z.infer<typeof challengeSchema>;
export type SessionSummary = z.infer<typeof sessionSummarySchema>;
export type BeginSignInInput = z.infer<typeof beginSignInSchema>;
