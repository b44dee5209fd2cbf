import { z } from 'zod';
import { acrSchema, amrSchema, organizationSchema } from '../flow/sign-in.schemas.js';
import { instantSchema } from '../platform/http/instant.schema.js';

export const currentSessionSchema = z
  .strictObject({
    id: z.string(),
    accountId: z.string(),
    email: z.string(),
    name: z.string(),
    organization: organizationSchema.nullable(),
    acr: acrSchema,
    amr: amrSchema,
    authenticatedAt: instantSchema.meta({ description: 'When the holder last proved who they are; step-up moves it.' }),
    expiresAt: instantSchema,
    idleSeconds: z.int().meta({ description: 'Seconds without activity after which the session ends.' }),
    csrfToken: z.string().optional().meta({ description: 'Web clients: send it back as X-CSRF-Token on unsafe calls.' }),
  })
  .meta({ id: 'CurrentSession', description: 'Who is signed in, and how.' });

const sessionListEntrySchema = z
  .strictObject({
    id: z.string(),
    current: z.boolean().meta({ description: 'Whether this request belongs to it.' }),
    startedAt: instantSchema,
    lastActiveAt: instantSchema,
    expiresAt: instantSchema,
    acr: acrSchema,
    userAgent: z.string().meta({ description: 'Browser and system; empty when unknown.', examples: ['Chrome on Windows'] }),
  })
  .meta({ id: 'SessionListEntry', description: 'A live session.' });

export const sessionListSchema = z
  .strictObject({ sessions: z.array(sessionListEntrySchema) })
  .meta({ id: 'SessionList', description: 'The live sessions of the account.' });
