import { z } from 'zod';
import type { MfaPolicy } from '#domain/organization/events.js';

/** One line of text, as an operator types it. */
export const text = z
  .string()
  .trim()
  .min(1, 'must not be empty')
  .max(500, 'must not be longer than 500 characters')
  .refine((value) => !/[\p{Cc}\u2028\u2029]/u.test(value), 'must be one line without control characters');

export const account = text;
export const organization = text;
export const reason = text;

const full = z.strictObject({
  mfaRequired: z.boolean(),
  methods: z.array(z.enum(['passkey', 'authenticator', 'recovery-code'])).min(1).refine((list) => new Set(list).size === list.length, 'names a method twice'),
  emailCode: z.enum(['factor', 'recovery', 'off']),
  proveMailboxFirst: z.boolean(),
  sessionSeconds: z.int().min(60).max(7 * 24 * 60 * 60),
  sessionIdleSeconds: z.int().min(60).max(7 * 24 * 60 * 60),
});

/** What is left out stays as it is. */
export const policyChange = full.partial().transform((change): Partial<MfaPolicy> => JSON.parse(JSON.stringify(change)) as Partial<MfaPolicy>);
