import { z } from 'zod';
import { instantSchema } from '../platform/http/instant.schema.js';

const personSchema = z
  .strictObject({ accountId: z.string(), name: z.string().meta({ description: 'The account’s id: erased.' }) })
  .meta({ id: 'CasePerson', description: 'One of the staff, in a case.' });

const openCaseSchema = z
  .strictObject({
    caseId: z.string(),
    accountId: z.string(),
    accountName: z.string(),
    accountStatus: z.enum(['invited', 'active', 'disabled', 'frozen', 'erased']),
    organizationId: z.string().nullable(),
    openedAt: instantSchema,
    because: z.enum(['resetDisputed']).meta({ description: 'What the holder said “this wasn’t me” of.' }),
    resetId: z.string(),
    resetBy: z.array(personSchema).meta({ description: 'Who asked for the reset and who approved it; empty: an operator.' }),
    closable: z.boolean().meta({ description: 'Whether who asks now may close it: not one’s own reset, and a case of staff only as an owner.' }),
  })
  .meta({ id: 'OpenCase', description: 'What somebody of the staff has to look at.' });

export const caseCountSchema = z.strictObject({ open: z.int() }).meta({ id: 'CaseCount', description: 'How many cases are open.' });

export const caseQueueSchema = z.strictObject({ cases: z.array(openCaseSchema) }).meta({ id: 'CaseQueue', description: 'The cases that are open, the oldest first, at most 500.' });
