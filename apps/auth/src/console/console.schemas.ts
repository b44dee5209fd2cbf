import { z } from 'zod';
import { roles } from '#domain/account/events.js';
import { acrSchema } from '../flow/sign-in.schemas.js';
import { proofActions, staffActions } from '../platform/access/roles.js';
import { instantSchema } from '../platform/http/instant.schema.js';

export const staffMemberSchema = z
  .strictObject({
    accountId: z.string(),
    name: z.string(),
    email: z.string(),
    roles: z.array(
      z.strictObject({
        role: z.enum(roles),
        organizationIds: z.array(z.string()).nullable().meta({ description: 'The organizations it is for; `null`: all.' }),
      }),
    ),
    actions: z.array(z.enum(staffActions)).meta({ description: 'What these roles allow, somewhere; see docs/roles.md.' }),
    csrfToken: z.string().optional().meta({ description: 'Web clients: send it back as X-CSRF-Token on unsafe calls.' }),
    session: z.strictObject({
      acr: acrSchema,
      authenticatedAt: instantSchema.meta({ description: 'When this person last proved who they are; changes need that within the last minutes.' }),
      expiresAt: instantSchema.meta({ description: 'When the console will not take this session any more.' }),
      idleSeconds: z.int().meta({ description: 'Seconds without a request after which it will not either.' }),
    }),
  })
  .meta({ id: 'StaffMember', description: 'One of the staff, and what they may do.' });

export const proveActionSchema = z
  .strictObject({
    action: z.enum(proofActions),
    subject: z
      .string()
      .min(1)
      .max(256)
      .meta({ description: '`reset`: `<account id>/<reset id>`; `policy`: the organization’s id; `roles`: the account’s id; `export`: `export`.' }),
  })
  .meta({ id: 'ProveAction', description: 'What the passkey assertion will be for.' });

export const actionProofOptionsSchema = z
  .strictObject({
    proofId: z.string(),
    options: z.looseObject({}).meta({ description: 'PublicKeyCredentialRequestOptionsJSON (WebAuthn Level 3).' }),
    expiresAt: instantSchema,
  })
  .meta({ id: 'ActionProofOptions', description: 'What `navigator.credentials.get()` needs.' });
