import { z } from 'zod';
import { instantSchema } from '../platform/http/instant.schema.js';
import { methodSchema, nextSchema } from './next-step.schemas.js';

export { acrSchema, amrSchema, methodSchema, nextSchema } from './next-step.schemas.js';
export type { ChallengeAnswer, Method, Next, SessionSummary } from './next-step.schemas.js';

/**
 * The sign-in as a resource: every answer says which step comes next and what that step needs, so a client needs no
 * knowledge of its own about policy, factors or order.
 */

export const organizationSchema = z
  .strictObject({
    name: z.string(),
    supportContact: z.string().nullable().meta({ description: 'How to reach its support, as it wrote it.', examples: ['+1 555 0100'] }),
  })
  .meta({ id: 'SignInOrganization', description: 'The organization of the account.' });

export const signInSchema = z
  .strictObject({
    id: z.string(),
    status: z.enum(['open', 'complete']).meta({ description: '`complete` with the step `done`.' }),
    expiresAt: instantSchema.meta({ description: 'Until when the sign-in must be complete.' }),
    organization: organizationSchema
      .nullable()
      .meta({ description: 'Only after the first factor; before it the same `null` for every address.' }),
    next: nextSchema,
    token: z
      .string()
      .optional()
      .meta({ description: 'Native clients only: the bearer token for the next call. It changes with every step; keep the newest.' }),
    csrfToken: z.string().optional().meta({ description: 'Web clients only: send it back as `X-CSRF-Token` on every unsafe call.' }),
  })
  .meta({ id: 'SignIn', description: 'The sign-in, and the step that comes next.' });

/** 320 octets is the longest address SMTP can carry (RFC 5321 §4.5.3.1); what is no address gets the same next page. */
const emailInputSchema = z.string().min(1).max(320).meta({ examples: ['dana.reyes@riverside.example'] });

export const clientSchema = z
  .enum(['web', 'native'])
  .default('web')
  .meta({ description: '`web`: the credential is a `__Host-` cookie. `native`: it is a bearer token in the answers.' });

export const deviceIdSchema = z
  .string()
  .min(16)
  .max(128)
  .optional()
  .meta({ description: 'Native clients: a random id kept by this installation, by which its default method is found (the web uses a cookie).' });

export const beginSignInSchema = z
  .strictObject({
    email: emailInputSchema.optional().meta({
      description: 'Left out to sign in with a passkey alone, and for every other purpose, which belongs to the account of the session.',
    }),
    purpose: z
      .enum(['sign-in', 'step-up', 'set-up', 'trust-device', 'recovery-code'])
      .default('sign-in')
      .meta({ description:
          'With a session also `step-up` (prove yourself again), `set-up` (enrol, or replace the authenticator app), `trust-device` (another device) and `recovery-code` (a new one; the old one ends at once).',
      }),
    client: clientSchema,
    returnTo: z.string().max(2048).optional().meta({ description: 'Where to go afterwards: a path of this service, or an address from the allow-list.' }),
    deviceId: deviceIdSchema,
  })
  .meta({ id: 'BeginSignIn', description: 'Who wants to sign in, from where, and what for.' });

/** Longer than any password allowed, so that length alone is judged by the rule and not by the parser. */
export const passwordInputSchema = z.string().min(1).max(1024);

export const verifyPasswordSchema = z.strictObject({ password: passwordInputSchema }).meta({ id: 'VerifyPassword', description: 'The password of the account.' });

export const issueChallengeSchema = z
  .strictObject({ method: methodSchema })
  .meta({ id: 'IssueChallenge', description: 'Another method, or the same one again (Resend).' });

/** Their inside is judged by the WebAuthn rules. */
const credential = z.looseObject({
  id: z.string().max(2048).meta({ description: 'The credential id, base64url.' }),
  rawId: z.string().max(2048).meta({ description: 'The same again.' }),
  type: z.literal('public-key'),
  response: z.record(z.string(), z.unknown()),
});
export const assertionSchema = credential.meta({
  id: 'PasskeyAssertion',
  description: 'AuthenticationResponseJSON (WebAuthn Level 3): `PublicKeyCredential.toJSON()` of what `navigator.credentials.get()` gave.',
});
const attestationSchema = credential.meta({
  id: 'PasskeyRegistration',
  description: 'RegistrationResponseJSON (WebAuthn Level 3): `PublicKeyCredential.toJSON()` of what `navigator.credentials.create()` gave.',
});

const codeInputSchema = z.string().min(1).max(64).meta({ examples: ['492039'] });

export const answerChallengeSchema = z
  .union([
    z.strictObject({ code: codeInputSchema }).meta({ id: 'CodeAnswer', description: 'For authenticator, e-mail and recovery codes.' }),
    z.strictObject({ credential: assertionSchema }).meta({ id: 'PasskeyAnswer', description: 'For passkeys.' }),
  ])
  .meta({ id: 'AnswerChallenge', description: '`code` for authenticator, e-mail and recovery codes; `credential` for passkeys.' });

export const firstFactorPasskeySchema = z.strictObject({ credential: assertionSchema }).meta({ id: 'FirstFactorPasskey', description: 'A passkey instead of the password.' });

export const confirmAuthenticatorSchema = z.strictObject({ code: codeInputSchema }).meta({ id: 'ConfirmAuthenticator', description: 'One code of the app that was just set up.' });

export const deviceNameSchema = z.string().trim().min(1).max(64).meta({ description: 'What the holder calls it.', examples: ['Ward 3 laptop'] });

export const trustDeviceSchema = z
  .strictObject({
    credential: attestationSchema,
    name: deviceNameSchema.optional().meta({ description: 'Left out: named after browser and system.' }),
  })
  .meta({ id: 'TrustDevice', description: 'The passkey that this device created.' });

/** For steps that take nothing: `{}`. */
export const emptySchema = z.strictObject({}).meta({ id: 'Empty', description: 'This step takes nothing: `{}`.' });

export type SignInAnswer = z.infer<typeof signInSchema>;
export type BeginSignInInput = z.infer<typeof beginSignInSchema>;
