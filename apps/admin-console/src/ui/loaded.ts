import type { Resource } from '@angular/core';
import { asProblem, type ApiProblem } from '#pages/api/api-problem';

/** A resource throws when its value is read after an error; pages ask for one of the two. */
export function valueOf<Value>(from: Resource<Value | undefined>): Value | null {
  return from.hasValue() ? (from.value() ?? null) : null;
}

export function problemOf(from: Resource<unknown>): ApiProblem | null {
  return from.status() === 'error' ? asProblem(causeOf(from.error())) : null;
}

/** What is no `Error` arrives wrapped. */
function causeOf(error: unknown): unknown {
  return error instanceof Error && error.cause !== undefined ? error.cause : error;
}
