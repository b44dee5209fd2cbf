import { HttpException } from '@nestjs/common';
import { DomainError } from '#domain/kernel/domain-error.js';
import { EventStoreUnavailableError, WrongExpectedVersionError } from '#event-store/event-store.js';
import { StreamUnreadableError } from '../event-log/stream-unreadable.error.js';
import { RequestInvalid, type Refusal, STATUS_OF } from './problem.js';

/** What may be said about an error; `undefined` when it is ours and nothing may: 500, and the log knows more. */
export function refusalOf(error: unknown): Refusal | undefined {
  if (error instanceof DomainError) return domainRefusal(error);
  if (error instanceof EventStoreUnavailableError) return UNAVAILABLE;
  // `DecideAndAppend` reads again and decides again; here it has given up.
  if (error instanceof WrongExpectedVersionError) return BUSY;
  // Told to the operator where it was found; to whoever asks it is a part that does not work.
  if (error instanceof StreamUnreadableError) return UNAVAILABLE;
  const status = statusOf(error);
  return status === undefined ? undefined : (BY_STATUS[status] ?? otherRefusal(status));
}

export const INTERNAL: Refusal = {
  status: 500,
  code: 'internal',
  detail: 'Something went wrong on our side. Quote the request id when you ask for help.',
};

function domainRefusal(error: DomainError): Refusal {
  return {
    status: STATUS_OF[error.kind],
    code: error.code,
    detail: error.message,
    ...(error instanceof RequestInvalid && { errors: error.errors }),
    ...(error.retryAfterSeconds !== undefined && { retryAfterSeconds: error.retryAfterSeconds }),
  };
}

const UNAVAILABLE: Refusal = {
  status: 503,
  code: 'platform.unavailable',
  detail: 'The service cannot be reached right now. Please try again in a moment.',
  retryAfterSeconds: 5,
};

const BUSY: Refusal = {
  status: 503,
  code: 'platform.busy',
  detail: 'Too much happened at once. Please try again.',
  retryAfterSeconds: 1,
};

const refusal = (status: number, code: string, detail: string): Refusal => ({ status, code, detail });

/** Refusals of the framework, in our words: theirs would name classes and paths. */
const BY_STATUS: Readonly<Record<number, Refusal>> = {
  400: refusal(400, 'request.invalid', 'The request is not valid.'),
  401: refusal(401, 'session.required', 'Sign in first.'),
  403: refusal(403, 'request.forbidden', 'This is not allowed.'),
  404: refusal(404, 'request.notFound', 'There is nothing at this address.'),
  405: refusal(405, 'request.methodNotAllowed', 'This address does not take this method.'),
  408: refusal(408, 'request.timeout', 'The request took too long to arrive.'),
  413: refusal(413, 'request.tooLarge', 'The body is larger than this service takes.'),
  414: refusal(414, 'request.addressTooLong', 'The address is longer than this service takes.'),
  415: refusal(415, 'request.unsupportedMediaType', 'Send the body as application/json in UTF-8.'),
  431: refusal(431, 'request.headersTooLarge', 'The headers are larger than this service takes.'),
  503: UNAVAILABLE,
};

function otherRefusal(status: number): Refusal | undefined {
  return status >= 400 && status < 500 ? refusal(status, 'request.refused', 'The request was refused.') : undefined;
}

/** The status that Nest or Fastify put on its error. */
function statusOf(error: unknown): number | undefined {
  if (error instanceof HttpException) return error.getStatus();
  if (!(error instanceof Error) || !('statusCode' in error) || !('code' in error)) return undefined;
  const { statusCode, code } = error;
  return typeof statusCode === 'number' && typeof code === 'string' && code.startsWith('FST_') ? statusCode : undefined;
}
