import { z } from 'zod';
import { instantSchema } from '../../platform/http/instant.schema.js';
import { languageSchema } from '../language.js';

/** Query strings are text; the numbers in them are checked here. */
export const ownHistoryQuerySchema = z.strictObject({
  before: z.string().max(64).optional().meta({ description: '`next` of the page before; left out: the newest entries.' }),
  limit: z.coerce.number().int().min(1).max(100).default(25).meta({ description: 'Entries on the page.' }),
  language: languageSchema,
});

const ownHistoryEntrySchema = z
  .strictObject({
    id: z.string(),
    at: instantSchema,
    sentence: z.string().meta({ description: 'What happened, in words for the holder.', examples: ['You signed in with a passkey'] }),
    from: z.string().meta({ description: 'Browser and network address; empty where staff or the service did it.', examples: ['Chrome on Windows, 192.0.2.7'] }),
    byStaff: z.boolean(),
    disputable: z.boolean().meta({ description: 'Whether “this wasn’t me” can be said of it.' }),
    disputed: z.boolean().meta({ description: 'Whether it was.' }),
  })
  .meta({ id: 'OwnHistoryEntry', description: 'Something that happened to the account.' });

export const ownHistorySchema = z
  .strictObject({
    entries: z.array(ownHistoryEntrySchema).meta({ description: 'Newest first.' }),
    next: z.string().nullable().meta({ description: 'For `before`, to see what was earlier; `null`: that is all.' }),
  })
  .meta({ id: 'OwnHistory', description: 'One’s own history.' });

export type OwnHistoryPage = z.infer<typeof ownHistorySchema>;
export type OwnHistoryEntry = z.infer<typeof ownHistoryEntrySchema>;
