import type { z } from 'zod';
import { iconOf, outcomeOf } from '../account-history/entry-kinds.js';
import type { ReadEvent } from '../event-history/event-reader.js';
import { nameIn } from '../in-language.js';
import type { Language } from '../language.js';
import type { auditedEventSchema } from './search-events.schemas.js';

/** An event as the pages show it. */
export const listed = ({ row, entry, names }: ReadEvent, language: Language): z.infer<typeof auditedEventSchema> => ({
  id: `${entry.revision}@${entry.stream}`,
  at: entry.at,
  type: entry.type,
  name: nameIn(language, entry.type),
  sentence: entry.sentence,
  icon: iconOf(entry.type),
  outcome: outcomeOf(entry.type),
  accountId: row.account_id,
  accountName: names.account,
  organizationId: row.organization_id,
  organizationName: names.organization,
  actor: { ...entry.envelope.actor },
  actorName: names.actor,
  sourceAddress: entry.envelope.sourceAddress,
  requestId: entry.envelope.requestId,
  correlationId: entry.envelope.correlationId,
  data: { ...entry.data },
  envelope: { ...entry.envelope },
});
