import { z } from 'zod';
import { instantSchema } from '../../platform/http/instant.schema.js';
import { actorSchema } from '../actor.schema.js';
import { languageSchema } from '../language.js';
import { entryIcons, entryOutcomes } from './entry-kinds.js';

export const historyQuerySchema = z.strictObject({
  before: z.string().min(1).max(200).optional().meta({ description: '`next` of the page before.' }),
  limit: z.coerce.number().int().min(1).max(200).default(50),
  types: z.string().max(2_000).optional().meta({ description: 'Names of events, separated by commas.' }),
  at: instantSchema.optional().meta({ description: 'Nothing after this moment.' }),
  language: languageSchema,
});

const entrySchema = z
  .strictObject({
    id: z.string().meta({ description: '`<revision>@<stream>`' }),
    at: instantSchema,
    type: z.string(),
    sentence: z.string().meta({ examples: ['Signed in with a passkey, from Chrome on Windows, 192.0.2.7'] }),
    icon: z.enum(entryIcons),
    outcome: z.enum(entryOutcomes),
    actor: actorSchema,
    sourceAddress: z.string().nullable(),
    userAgent: z.string().nullable(),
    signInId: z.string().nullable().meta({ description: 'Entries of one sign-in belong together.' }),
    data: z.looseObject({}).meta({ description: 'The event; personal fields opened, secret ones left out.' }),
    envelope: z.looseObject({}).meta({ description: 'Who, from where and why; see docs/events.md.' }),
  })
  .meta({ id: 'HistoryEntry', description: 'Something that happened to an account.' });

export const accountHistorySchema = z
  .strictObject({ entries: z.array(entrySchema), next: z.string().nullable().meta({ description: 'The `before` of the next page.' }) })
  .meta({ id: 'AccountHistory', description: 'What happened, newest first.' });
