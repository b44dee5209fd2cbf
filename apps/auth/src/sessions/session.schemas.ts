import { z } from 'zod';
import { acrSchema } from '../flow/sign-in.schemas.js';

const instant = z.iso.datetime().meta({ examples: ['2026-03-01T08:30:00.000Z'] });

export const currentSessionSchema = z
  .strictObject({
    id: z.string(),
    accountId: z.string(),
    email: z.string(),
    name: z.string(),
    organization: z.strictObject({ name: z.string(), supportContact: z.string().nullable() }).nullable(),
    acr: acrSchema,
    amr: z.array(z.string()),
    authenticatedAt: instant,
    expiresAt: instant,
    idleSeconds: z.int(),
    csrfToken: z.string().optional().meta({ description: 'Web clients: send it back as X-CSRF-Token on unsafe calls.' }),
  })
  .meta({ id: 'CurrentSession' });

export const sessionListSchema = z
  .strictObject({
    sessions: z.array(
      z
        .strictObject({
          id: z.string(),
          current: z.boolean(),
          startedAt: instant,
          lastActiveAt: instant,
          expiresAt: instant,
          acr: acrSchema,
          userAgent: z.string().meta({ examples: ['Chrome on Windows'] }),
        })
        .meta({ id: 'SessionListEntry' }),
    ),
  })
  .meta({ id: 'SessionList' });
