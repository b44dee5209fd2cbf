import { z } from 'zod';
import { staffReasonSchema } from '../flow/staff.schemas.js';
import { instantSchema } from '../platform/http/instant.schema.js';

export const invitePersonSchema = z
  .strictObject({
    email: z.string().min(1).max(320),
    name: z.string().min(1).max(400),
    language: z.string().max(40).nullable().optional().meta({ description: 'A language tag, such as `de`.' }),
    reason: z.string().trim().max(500).optional(),
  })
  .meta({ id: 'InvitePerson', description: 'Whom to invite.' });

export const invitedPersonSchema = z
  .strictObject({ accountId: z.string(), email: z.string(), expiresAt: instantSchema.nullable() })
  .meta({ id: 'InvitedPerson', description: 'The new account, and until when its link is open.' });

export const csvSchema = z
  .strictObject({ text: z.string().min(1).max(60_000).meta({ description: 'Lines of `email,name[,language]`; comma, semicolon or tab.' }) })
  .meta({ id: 'InvitationsCsv', description: 'A file of people; longer ones are sent in parts.' });

export const csvReportSchema = z
  .strictObject({
    invited: z.int().meta({ description: 'In a preview: those that would be.' }),
    alreadyThere: z.int(),
    wrong: z.int(),
    lines: z.array(
      z.strictObject({
        line: z.int(),
        email: z.string().meta({ description: 'The address, or the line itself where none could be read.' }),
        outcome: z.enum(['invited', 'already-there', 'wrong']),
        accountId: z.string().nullable(),
        problem: z.string().nullable().meta({ description: 'What is wrong, in one English sentence.' }),
        code: z.string().nullable().meta({ description: 'The same for programs, such as `account.emailInvalid`.' }),
      }),
    ),
  })
  .meta({ id: 'InvitationsReport', description: 'What becomes of each line.' });

export const revokeInvitationSchema = staffReasonSchema;
