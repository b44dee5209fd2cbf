import { z } from 'zod';
import { roles } from '#domain/account/events.js';
import { instantSchema } from '../../platform/http/instant.schema.js';
import { accountStatuses } from '../directory.tables.js';

export const accountSearchSchema = z.strictObject({
  search: z.string().max(200).optional().meta({ description: 'Parts of the address, the name or the organization’s name; or an account’s id.' }),
  organizationId: z.string().min(1).max(128).optional(),
  status: z.enum(accountStatuses).optional().meta({ description: 'Left out: all but the erased.' }),
  after: z.string().min(1).max(128).optional().meta({ description: '`next` of the page before.' }),
  limit: z.coerce.number().int().min(1).max(200).default(50),
});

const foundAccountSchema = z
  .strictObject({
    id: z.string(),
    email: z.string().meta({ description: 'Masked; empty: erased.', examples: ['d•••@riverside.example'] }),
    name: z.string().meta({ description: 'Empty: erased.' }),
    organizationId: z.string().nullable(),
    organizationName: z.string().nullable(),
    status: z.enum(accountStatuses),
    roles: z.array(z.enum(roles)),
    factors: z.strictObject({
      authenticator: z.enum(['none', 'enrolled', 'disabled']),
      passkeys: z.int(),
      recoveryCode: z.enum(['none', 'issued', 'confirmed', 'disabled']),
    }),
    lastSignInAt: instantSchema.nullable(),
    createdAt: instantSchema,
  })
  .meta({ id: 'FoundAccount', description: 'An account in a list.' });

export const accountPageSchema = z
  .strictObject({ accounts: z.array(foundAccountSchema), next: z.string().nullable().meta({ description: 'The `after` of the next page.' }) })
  .meta({ id: 'AccountPage', description: 'A page of accounts, by name.' });
