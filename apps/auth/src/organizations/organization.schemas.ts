import { z } from 'zod';
import { actionProofSchema, reasonSchema } from '../flow/staff.schemas.js';
import { policyChangeSchema, policySchema } from '../flow/policy.schemas.js';
import { instantSchema } from '../platform/http/instant.schema.js';

const nameSchema = z.string().trim().min(1).max(200).refine((text) => !/[\p{Cc}\u2028\u2029]/u.test(text), 'must be one line');
const contactSchema = z
  .string()
  .trim()
  .min(1)
  .max(500)
  .refine((text) => !/[\p{Cc}\u2028\u2029]/u.test(text), 'must be one line')
  .nullable()
  .meta({ description: 'What somebody who lost everything is shown.' });

export const registerOrganizationSchema = z
  .strictObject({ name: nameSchema, supportContact: contactSchema, mfaRequired: z.boolean(), reason: reasonSchema })
  .meta({ id: 'RegisterOrganization', description: 'A new organization.' });

export const organizationRegisteredSchema = z.strictObject({ organizationId: z.string() }).meta({ id: 'OrganizationRegistered', description: 'Its id.' });

export const changeOrganizationSchema = z
  .strictObject({ name: nameSchema.optional(), supportContact: contactSchema.optional(), reason: reasonSchema })
  .meta({ id: 'ChangeOrganization', description: 'What is left out stays as it is.' });

const summary = {
  id: z.string(),
  name: z.string(),
  supportContact: z.string().nullable(),
  registeredAt: instantSchema.nullable(),
  policyRevision: z.int().meta({ description: '0: none was set.' }),
  policy: policySchema,
};

export const organizationListSchema = z
  .strictObject({ organizations: z.array(z.strictObject(summary)) })
  .meta({ id: 'OrganizationList', description: 'Organizations by name.' });

export const organizationDetailsSchema = z
  .strictObject({
    ...summary,
    revisions: z
      .array(
        z.strictObject({
          revision: z.int(),
          policy: policySchema,
          at: instantSchema,
          by: z.strictObject({ kind: z.enum(['account', 'operator', 'service', 'anonymous']), id: z.string().nullable(), name: z.string() }),
          reason: z.string().nullable(),
        }),
      )
      .meta({ description: 'Every policy that ever held, newest first: who, when and why.' }),
  })
  .meta({ id: 'OrganizationDetails', description: 'An organization and its policies.' });

export const changePolicySchema = z
  .strictObject({ change: policyChangeSchema, reason: reasonSchema, proof: actionProofSchema.optional() })
  .meta({ id: 'ChangePolicy', description: 'A change of policy, and why.' });

export const policyInForceSchema = z
  .strictObject({ organizationId: z.string(), policyRevision: z.int(), policy: policySchema })
  .meta({ id: 'PolicyInForce', description: 'The policy that holds now.' });
