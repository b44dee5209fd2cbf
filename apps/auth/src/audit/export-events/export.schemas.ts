import { z } from 'zod';
import { exportFormats } from '#domain/staff/events.js';
import { actionProofSchema, reasonSchema } from '../../flow/staff.schemas.js';
import { instantSchema } from '../../platform/http/instant.schema.js';
import { eventFilterSchema } from '../event-history/event-filter.js';

export const startExportSchema = z
  .strictObject({ filter: eventFilterSchema, format: z.enum(exportFormats), reason: reasonSchema, proof: actionProofSchema.optional() })
  .meta({ id: 'StartExport', description: 'Which events to take out, as what, and why.' });

export const exportStartedSchema = z
  .strictObject({ exportId: z.string(), events: z.int().meta({ description: 'How many there will be.' }), expiresAt: instantSchema })
  .meta({ id: 'ExportStarted', description: 'Fetch it from `/api/v1/admin/exports/{exportId}` before it expires.' });

export const exportFileSchema = z
  .string()
  .meta({ id: 'ExportFile', description: '`text/csv` or `application/x-ndjson`, streamed; `X-Export-Events` says how many events it has. The last line of NDJSON is the manifest.' });

export const manifestSchema = z
  .strictObject({
    exportId: z.string(),
    format: z.enum(exportFormats),
    filter: eventFilterSchema,
    by: z.string().meta({ description: 'The agent’s account.' }),
    startedAt: instantSchema,
    completedAt: instantSchema.nullable().meta({ description: '`null`: not handed over to its end yet.' }),
    events: z.int(),
    bytes: z.int(),
    sha256: z.string().meta({ description: 'Of the file; of NDJSON without its last line.' }),
  })
  .meta({ id: 'ExportManifest', description: 'What an export was, to check the file against.' });
