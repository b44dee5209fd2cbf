import { STATUS_CODES } from 'node:http';
import { DomainError, type DomainErrorKind } from '#domain/kernel/domain-error.js';

/** What is wrong with one field. `path` is dotted (`credential.id`); empty for the whole. */
export interface FieldError {
  readonly path: string;
  readonly message: string;
}

/** RFC 9457 problem details, as every refusal of this service is answered. */
export interface Problem {
  /** `urn:vestibule:error:<code>` */
  readonly type: string;
  readonly title: string;
  readonly status: number;
  readonly detail: string;
  /** `<context>.<reason>`, stable. */
  readonly code: string;
  readonly requestId: string;
  readonly errors?: readonly FieldError[];
  readonly retryAfterSeconds?: number;
}

const PROBLEM_TYPE = 'application/problem+json; charset=utf-8';

/** A refusal before it knows which request it belongs to. */
export interface Refusal {
  readonly status: number;
  readonly code: string;
  readonly detail: string;
  readonly errors?: readonly FieldError[];
  readonly retryAfterSeconds?: number;
}

export const STATUS_OF: Readonly<Record<DomainErrorKind, number>> = {
  invalid: 400,
  unauthenticated: 401,
  forbidden: 403,
  notFound: 404,
  conflict: 409,
  gone: 410,
  unprocessable: 422,
  tooMany: 429,
  unavailable: 503,
};

/** The body is not what the endpoint takes: 400 that names the fields. */
export class RequestInvalid extends DomainError {
  override readonly code = 'request.invalid';
  override readonly kind = 'invalid';

  constructor(
    readonly errors: readonly FieldError[],
    message = 'The request is not valid.',
    options?: ErrorOptions,
  ) {
    super(message, options);
  }
}

/** An unsafe request that does not come from our own pages. */
export class CrossSiteRequest extends DomainError {
  override readonly code = 'request.crossSite';
  override readonly kind = 'forbidden';

  constructor() {
    super('The request does not come from a page of this service.');
  }
}

/** The `X-CSRF-Token` is missing or belongs to something else. */
export class CsrfRejected extends DomainError {
  override readonly code = 'request.csrf';
  override readonly kind = 'forbidden';

  constructor() {
    super('The X-CSRF-Token header is missing or out of date. Reload the page and try again.');
  }
}

export function problemOf(refusal: Refusal, requestId: string): Problem {
  const { status, code, detail, errors, retryAfterSeconds } = refusal;
  return {
    type: `urn:vestibule:error:${code}`,
    title: STATUS_CODES[status] ?? 'Error',
    status,
    detail,
    code,
    requestId,
    ...(errors !== undefined && { errors }),
    ...(retryAfterSeconds !== undefined && { retryAfterSeconds }),
  };
}

/** What goes with a problem of this kind. */
export function problemHeaders({ status, retryAfterSeconds }: Refusal): Readonly<Record<string, string>> {
  return {
    'content-type': PROBLEM_TYPE,
    'cache-control': 'no-store',
    ...(retryAfterSeconds !== undefined && { 'retry-after': String(retryAfterSeconds) }),
    // RFC 9110 §15.5.2: a 401 names a way to authenticate. Browsers show no dialogue for Bearer.
    ...(status === 401 && { 'www-authenticate': 'Bearer' }),
  };
}
