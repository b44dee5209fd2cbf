import { z } from 'zod';
import { roles } from '#domain/account/events.js';
import { actionProofSchema, reasonSchema } from '../flow/staff.schemas.js';
import { instantSchema } from '../platform/http/instant.schema.js';

const organizationIds = z.array(z.string().min(1).max(128)).min(1).max(200).nullable();

export const staffListSchema = z
  .strictObject({
    staff: z.array(
      z.strictObject({
        accountId: z.string(),
        name: z.string().meta({ description: 'Empty: erased.' }),
        email: z.string().meta({ description: 'Masked.' }),
        status: z.string(),
        roles: z.array(z.strictObject({ role: z.enum(roles), organizationIds })),
        lastSignInAt: instantSchema.nullable(),
      }),
    ),
  })
  .meta({ id: 'StaffList', description: 'Everybody who has a role, by name.' });

export const grantRoleSchema = z
  .strictObject({
    role: z.enum(roles),
    organizationIds: organizationIds.meta({ description: 'The organizations it is for; `null`: all.' }),
    reason: reasonSchema,
    proof: actionProofSchema.optional(),
  })
  .meta({ id: 'GrantRole', description: 'A role, where it is for, and why.' });

export const revokeRoleSchema = z
  .strictObject({ role: z.enum(roles), reason: reasonSchema, proof: actionProofSchema.optional() })
  .meta({ id: 'RevokeRole', description: 'A role to take away, and why.' });
