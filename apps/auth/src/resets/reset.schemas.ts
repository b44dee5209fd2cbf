import { z } from 'zod';
import { identityProofs } from '#domain/account/events.js';
import { actionProofSchema, reasonSchema, ticketSchema } from '../flow/staff.schemas.js';
import { instantSchema } from '../platform/http/instant.schema.js';

const identityProof = z.enum(identityProofs).meta({ description: 'How the agent made sure who is asking.' });
const approvalsNeeded = z.union([z.literal(1), z.literal(2)]).meta({ description: '2: somebody else has to approve it.' });

const personSchema = z
  .strictObject({ accountId: z.string(), name: z.string().meta({ description: 'Empty: erased.' }) })
  .meta({ id: 'StaffPerson', description: 'One of the staff.' });

const endsSchema = z
  .strictObject({ factors: z.int(), devices: z.int(), sessions: z.int() })
  .meta({ id: 'ResetEnds', description: 'How many of each end with the reset.' });

export const requestResetSchema = z
  .strictObject({ reason: reasonSchema, ticket: ticketSchema, identityProof })
  .meta({ id: 'RequestReset', description: 'Why, for which ticket, and how identity was proved.' });

export const requestedResetSchema = z
  .strictObject({
    resetId: z.string(),
    state: z.enum(['requested', 'needsProof']).meta({ description: '`requested`: it waits for somebody else; `needsProof`: the agent may carry it out with their passkey.' }),
    preview: endsSchema,
    approvalsNeeded,
    expiresAt: instantSchema,
  })
  .meta({ id: 'RequestedReset', description: 'What will end, and what is missing.' });

export const openResetSchema = z
  .strictObject({
    resetId: z.string(),
    accountId: z.string(),
    accountName: z.string(),
    organizationId: z.string().nullable(),
    requestedBy: personSchema,
    requestedAt: instantSchema,
    expiresAt: instantSchema,
    approvalsNeeded,
    identityProof,
    reason: z.string(),
    ticket: z.string(),
    preview: endsSchema,
    mine: z.boolean().meta({ description: 'Whether who asks now also asked for the reset.' }),
    approvable: z.boolean().meta({ description: 'Whether who asks now may approve it, or carry it out.' }),
  })
  .meta({ id: 'OpenReset', description: 'A reset that waits.' });

export const resetQueueSchema = z
  .strictObject({ resets: z.array(openResetSchema) })
  .meta({ id: 'ResetQueue', description: 'The resets that wait, the oldest first.' });

export const resetCountSchema = z.strictObject({ open: z.int() }).meta({ id: 'ResetCount', description: 'How many resets wait.' });

export const resetQuerySchema = z.strictObject({ state: z.literal('open').optional() });

export const approveResetSchema = z
  .strictObject({ proof: actionProofSchema.optional() })
  .meta({ id: 'ApproveReset', description: 'A passkey assertion for the action `reset` and the subject `<account id>/<reset id>`.' });

export const resetReceiptSchema = z
  .strictObject({
    resetId: z.string(),
    accountId: z.string(),
    at: instantSchema,
    agent: personSchema,
    approver: personSchema.nullable().meta({ description: '`null`: one was enough.' }),
    reason: z.string(),
    ticket: z.string(),
    identityProof,
    ended: endsSchema,
  })
  .meta({ id: 'ResetReceipt', description: 'What was done, to copy into the ticket.' });

export const rejectResetSchema = z.strictObject({ reason: reasonSchema }).meta({ id: 'RejectReset', description: 'Why not.' });
