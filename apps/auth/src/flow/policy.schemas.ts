import { z } from 'zod';
import type { MfaPolicy } from '#domain/organization/events.js';
import { instantSchema } from '../platform/http/instant.schema.js';

const seconds = z.int().min(60).max(7 * 24 * 60 * 60);
const second = ['passkey', 'authenticator', 'recovery-code'] as const;

const fields = {
  mfaRequired: z.boolean(),
  methods: z.array(z.enum(second)).min(1).max(second.length),
  emailCode: z.enum(['factor', 'recovery', 'off']),
  proveMailboxFirst: z.boolean(),
  sessionSeconds: seconds,
  sessionIdleSeconds: seconds,
  resetApprovals: z.union([z.literal(1), z.literal(2)]).meta({ description: 'How many agents a reset of MFA takes.' }),
  requiredFrom: instantSchema.nullable().meta({ description: 'With `mfaRequired`: asked from then on; `null`: at once.' }),
};

export const policySchema = z.strictObject(fields).meta({ id: 'OrganizationPolicy', description: 'The policy of an organization.' });

export const policyChangeSchema = z
  .strictObject(fields)
  .partial()
  .refine(({ methods = [] }) => new Set(methods).size === methods.length, 'names a method twice')
  .meta({ id: 'OrganizationPolicyChange', description: 'What is left out stays as it is.' });

/** With what holds where nothing was said. */
export const policyOf = ({ methods, resetApprovals = 1, requiredFrom = null, ...policy }: MfaPolicy): z.infer<typeof policySchema> => ({
  ...policy,
  methods: [...methods],
  resetApprovals,
  requiredFrom,
});

/** Without what was left out, and with instants as the log writes them. */
export function changeOf({ requiredFrom, ...change }: z.infer<typeof policyChangeSchema>): Partial<MfaPolicy> {
  const said = JSON.parse(JSON.stringify(change)) as Partial<MfaPolicy>;
  if (requiredFrom === undefined) return said;
  return { ...said, requiredFrom: requiredFrom === null ? null : new Date(requiredFrom).toISOString() };
}
