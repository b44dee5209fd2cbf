import { z } from 'zod';
import { HTTP_ERROR_CODES } from '../platform/http/error-catalogue.js';
import type { Problem } from '../platform/http/problem.js';

const fieldErrorSchema = z
  .strictObject({
    path: z.string().meta({ description: 'Dotted, as in `credential.id`; empty for the whole body.' }),
    message: z.string(),
  })
  .meta({ id: 'FieldError', description: 'What is wrong with one field.' });

/** RFC 9457, as `platform/http/problem.ts` writes it. */
export const problemSchema = z
  .strictObject({
    type: z.string().meta({ description: '`urn:vestibule:error:` and the code.' }),
    title: z.string().meta({ description: 'The name of the status.' }),
    status: z.int().min(400).max(599).meta({ description: 'The HTTP status.' }),
    detail: z.string().meta({ description: 'One or two sentences for a person, in English. They may change; the code does not.' }),
    code: z.enum(HTTP_ERROR_CODES).meta({ id: 'ErrorCode', description: 'Public and stable: what a client branches on.' }),
    requestId: z.string().meta({ description: 'The `X-Request-Id` of the answer; support finds the request by it.' }),
    errors: z.array(fieldErrorSchema).optional().meta({ description: '`request.invalid` only: the fields, at most 20.' }),
    retryAfterSeconds: z.int().min(0).optional().meta({ description: 'When asking again makes sense; the same as `Retry-After`.' }),
  } satisfies Record<keyof Problem, z.ZodType>)
  .meta({ id: 'ProblemDetails', description: 'How every refusal is answered: problem details (RFC 9457).' });
