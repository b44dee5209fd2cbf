import { STATUS_CODES } from 'node:http';
import type { ExampleObject, ReferenceObject, ResponseObject } from '@nestjs/swagger';
import { type CatalogueEntry, HTTP_ERROR_CODES, type ErrorCode, entryOf } from '../platform/http/error-catalogue.js';
import { problemOf } from '../platform/http/problem.js';
import { headersOf } from './headers.js';

const MEDIA_TYPE = 'application/problem+json';
const schema = { $ref: '#/components/schemas/ProblemDetails' };

/** What HTTP itself refuses before any operation is found (408, 414, 431 …). */
const ANY_OTHER: ResponseObject = {
  description: 'Every other refusal is answered in the same way.',
  headers: headersOf('X-Request-Id'),
  content: { [MEDIA_TYPE]: { schema } },
};

/** The problem answers of all operations. Those that refuse with the same codes share one component, named after the codes. */
export class ProblemResponses {
  private readonly responses = new Map<string, ResponseObject>([['other', ANY_OTHER]]);

  /** One answer per status of the codes. */
  of(codes: ReadonlySet<ErrorCode>): Record<string, ReferenceObject> {
    const byStatus = Map.groupBy(HTTP_ERROR_CODES.filter((code) => codes.has(code)), (code) => Number(entryOf(code).status));
    const answers = [...byStatus].toSorted(([a], [b]) => a - b).map(([status, own]) => [status, this.shared(status, own)] as const);
    return { ...Object.fromEntries(answers), default: refTo('other') };
  }

  components(): Record<string, ResponseObject> {
    return Object.fromEntries([...this.responses].toSorted(([a], [b]) => a.localeCompare(b, 'en')));
  }

  private shared(status: number, codes: readonly ErrorCode[]): ReferenceObject {
    const name = codes.join('_');
    if (!this.responses.has(name)) this.responses.set(name, responseOf(status, codes));
    return refTo(name);
  }
}

const refTo = (name: string): ReferenceObject => ({ $ref: `#/components/responses/${name}` });

/** One example per code, by its code. */
export const problemExamples = (): Record<string, ExampleObject> =>
  Object.fromEntries(HTTP_ERROR_CODES.map((code) => [code, { summary: entryOf(code).meaning, value: exampleOf(code, entryOf(code)) }]));

const responseOf = (status: number, codes: readonly ErrorCode[]): ResponseObject => ({
  description: [`${STATUS_CODES[status]}.`, ...codes.map((code) => `- \`${code}\`: ${entryOf(code).meaning}`)].join('\n'),
  headers: headersOf('X-Request-Id', ...(status === 401 ? ['WWW-Authenticate'] : []), ...(codes.some((code) => entryOf(code).retryAfter) ? ['Retry-After'] : [])),
  content: {
    [MEDIA_TYPE]: {
      schema,
      examples: Object.fromEntries(codes.map((code) => [code, { $ref: `#/components/examples/${code}` }])),
    },
  },
});

const exampleOf = (code: ErrorCode, { status, detail, meaning, namesFields, retryAfter }: CatalogueEntry) =>
  problemOf(
    {
      status: status === '4XX' ? 400 : status,
      code,
      detail: detail ?? meaning,
      ...(namesFields && { errors: [{ path: 'method', message: 'Invalid option' }] }),
      ...(retryAfter && { retryAfterSeconds: 42 }),
    },
    '667938b5-87b7-4453-9966-c235c71e3631',
  );
