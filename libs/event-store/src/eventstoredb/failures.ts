import {
  AccessDeniedError,
  InvalidArgumentError,
  isCommandError,
  MaxAppendSizeExceededError,
  StreamDeletedError,
  StreamNotFoundError,
  WrongExpectedVersionError,
} from '@eventstore/db-client';
import { EventStoreUnavailableError } from '../event-store.js';

// gRPC status codes.
const INVALID_ARGUMENT = 3;

/** Answers that asking again would not change; they are no sign of trouble with the server. */
const ANSWERS = [
  InvalidArgumentError,
  MaxAppendSizeExceededError,
  StreamDeletedError,
  StreamNotFoundError,
  WrongExpectedVersionError,
];

/**
 * Whether the server could not be reached, or did not answer in time, or cannot do it now (no leader, not ready, too busy,
 * read-only). Everything that the server says and that is no {@link ANSWERS answer} counts: it has many words for trouble.
 */
export function isTrouble(error: unknown): error is Error {
  if (!(error instanceof Error)) return false;
  if (error instanceof EventStoreUnavailableError) return true;
  if (isCommandError(error)) return !ANSWERS.some((kind) => error instanceof kind) && error.code !== INVALID_ARGUMENT;
  // Neither the discovery of a cluster nor the connection itself use the client's own errors.
  return error.message.startsWith('Failed to discover') || ('code' in error && 'details' in error);
}

/** Wrong password or missing rights: trouble, but waiting a moment does not help. */
export const isRefusal = (error: unknown): boolean => error instanceof AccessDeniedError;

export function describe(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
