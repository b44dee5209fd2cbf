import { z } from 'zod';
import { instantSchema } from '../../platform/http/instant.schema.js';
import { actorSchema } from '../actor.schema.js';
import { entryIcons, entryOutcomes } from '../account-history/entry-kinds.js';
import { languageSchema } from '../language.js';
import { eventFilterFields } from '../event-history/event-filter.js';

export const eventSearchSchema = z.strictObject({
  ...eventFilterFields,
  after: z.string().regex(/^[0-9]{1,16}[.][0-9]{1,16}$/).optional().meta({ description: '`next` of the page before.' }),
  limit: z.coerce.number().int().min(1).max(200).default(50),
  language: languageSchema,
});

export const inLanguageSchema = z.strictObject({ language: languageSchema });

export const auditedEventSchema = z
  .strictObject({
    id: z.string().meta({ description: '`<revision>@<stream>`' }),
    at: instantSchema,
    type: z.string(),
    name: z.string().meta({ description: 'What this kind of event is called.' }),
    sentence: z.string(),
    icon: z.enum(entryIcons),
    outcome: z.enum(entryOutcomes),
    accountId: z.string().nullable().meta({ description: 'Whom it is about.' }),
    accountName: z.string().nullable().meta({ description: '`null`: about nobody, or erased.' }),
    organizationId: z.string().nullable(),
    organizationName: z.string().nullable(),
    actor: actorSchema,
    actorName: z.string().nullable().meta({ description: 'Of the account that did it; `null`: erased, or nobody’s account.' }),
    sourceAddress: z.string().nullable(),
    requestId: z.string(),
    correlationId: z.string(),
    data: z.looseObject({}).meta({ description: 'The event; personal fields opened, secret ones left out.' }),
    envelope: z.looseObject({}).meta({ description: 'Who, from where and why; see docs/events.md.' }),
  })
  .meta({ id: 'AuditedEvent', description: 'Something that happened, with who, from where and why.' });

export const eventPageSchema = z
  .strictObject({ events: z.array(auditedEventSchema), next: z.string().nullable().meta({ description: 'The `after` of the next page.' }) })
  .meta({ id: 'EventPage', description: 'What happened, newest first.' });

export const histogramQuerySchema = z.strictObject({
  ...eventFilterFields,
  buckets: z.coerce.number().int().min(1).max(400).default(60),
});

export const histogramSchema = z
  .strictObject({
    from: instantSchema.nullable(),
    to: instantSchema.nullable(),
    bucketSeconds: z.number(),
    buckets: z.array(z.strictObject({ from: instantSchema, success: z.int(), failure: z.int(), neutral: z.int() })),
  })
  .meta({ id: 'EventHistogram', description: 'How many events there were over time; empty without any.' });

export const eventTypesSchema = z
  .strictObject({ types: z.array(z.strictObject({ type: z.string(), name: z.string(), description: z.string(), outcome: z.enum(entryOutcomes), icon: z.enum(entryIcons) })) })
  .meta({ id: 'EventTypes', description: 'Every kind of event, by its plain name.' });
