import { z } from 'zod';
import { assertionSchema } from './sign-in.schemas.js';

/** Why an agent does something. */
export const reasonSchema = z.string().trim().min(1).max(500).meta({ description: 'Why; it is kept with the event.', examples: ['Telephone stolen'] });
export const ticketSchema = z.string().trim().min(1).max(100).meta({ description: 'The ticket it belongs to.', examples: ['HELP-4711'] });

/** The body of most changes. */
export const staffReasonSchema = z
  .strictObject({ reason: reasonSchema, ticket: ticketSchema.optional() })
  .meta({ id: 'StaffReason', description: 'Why it is done.' });

export const actionProofSchema = z
  .strictObject({
    proofId: z.string().min(1).max(64).meta({ description: 'Of the options that were answered.' }),
    credential: assertionSchema,
  })
  .meta({ id: 'ActionProof', description: 'A passkey assertion made for exactly this action; without it the answer is `console.proofRequired`.' });
