import { z } from 'zod';
import { methods, roles } from '#domain/account/events.js';
import { mailKinds } from '#domain/mail/events.js';
import { acrSchema } from '../../flow/sign-in.schemas.js';
import { instantSchema } from '../../platform/http/instant.schema.js';

export const accountInstantSchema = z.strictObject({
  at: instantSchema.optional().meta({ description: 'What was true then; left out: now.' }),
});

const policySchema = z.strictObject({
  mfaRequired: z.boolean(),
  because: z.enum(['organization', 'enrolled', 'role', 'none']),
  policyRevision: z.int().nullable(),
  emailCode: z.enum(['factor', 'recovery', 'off']),
  methods: z.array(z.enum(methods)),
  requiredFrom: instantSchema.nullable(),
  resetApprovals: z.union([z.literal(1), z.literal(2)]),
});

const factorSchema = z.strictObject({
  id: z.string(),
  kind: z.enum(['authenticator', 'recovery-code']),
  state: z.enum(['active', 'unconfirmed', 'disabled']).meta({ description: '`disabled`: failed too often; `unconfirmed`: a code that nobody said was stored.' }),
  since: instantSchema,
  failures: z.int().meta({ description: 'Wrong answers in a row.' }),
});

const deviceSchema = z.strictObject({
  id: z.string(),
  name: z.string(),
  trustedAt: instantSchema,
  lastUsedAt: instantSchema.nullable(),
  synced: z.boolean(),
});

const sessionSchema = z.strictObject({
  id: z.string(),
  startedAt: instantSchema,
  lastActiveAt: instantSchema,
  expiresAt: instantSchema,
  acr: acrSchema,
  userAgent: z.string(),
  sourceAddress: z.string(),
});

const limitSchema = z.strictObject({
  what: z.enum(['password', ...methods]),
  since: instantSchema,
  until: instantSchema.nullable().meta({ description: '`null`: until it is bound anew, or staff lift it.' }),
});

const mailSchema = z.strictObject({
  kind: z.enum(mailKinds),
  at: instantSchema,
  outcome: z.enum(['sent', 'dropped', 'refused']),
  reason: z.string().nullable(),
});

const openResetSchema = z.strictObject({
  resetId: z.string(),
  requestedBy: z.string(),
  requestedAt: instantSchema,
  expiresAt: instantSchema,
  approvalsNeeded: z.union([z.literal(1), z.literal(2)]),
});

const openCaseSchema = z.strictObject({ caseId: z.string(), openedAt: instantSchema, resetId: z.string() });

export const accountDetailsSchema = z
  .strictObject({
    id: z.string(),
    at: instantSchema.meta({ description: 'The moment that all of this is about.' }),
    email: z.string().meta({ description: 'Masked; empty: erased.' }),
    name: z.string(),
    status: z.enum(['invited', 'active', 'disabled', 'frozen', 'erased']),
    language: z.string().nullable(),
    organization: z.strictObject({ id: z.string(), name: z.string() }).nullable(),
    policy: policySchema,
    roles: z.array(z.enum(roles)),
    invitationExpiresAt: instantSchema.nullable(),
    emailChangedAt: instantSchema.nullable(),
    mailboxProofRequired: z.boolean(),
    factors: z.array(factorSchema),
    devices: z.array(deviceSchema),
    sessions: z.array(sessionSchema),
    limits: z.array(limitSchema),
    mails: z.array(mailSchema).meta({ description: 'Newest first, at most 50.' }),
    resets: z.strictObject({ open: z.array(openResetSchema) }),
    cases: z.strictObject({ open: z.array(openCaseSchema) }),
  })
  .meta({ id: 'AccountDetails', description: 'An account as it is, or was.' });

export type AccountDetails = z.infer<typeof accountDetailsSchema>;
