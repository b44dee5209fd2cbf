import { StandardSchemaValidationPipe } from '@nestjs/common';
import { type FieldError, RequestInvalid } from './problem.js';

/** `@Body({ schema })`, `@Query({ schema })`, `@Param({ schema })`: what does not fit is a 400 that names the field. */
export function validationPipe(): StandardSchemaValidationPipe {
  return new StandardSchemaValidationPipe({
    exceptionFactory: (issues) => new RequestInvalid(issues.flatMap((issue) => fieldErrors(issue as Issue)).slice(0, MAX_ERRORS)),
  });
}

const MAX_ERRORS = 20;

/** A Standard Schema issue, with what zod adds to it. */
interface Issue {
  readonly code?: string;
  readonly message: string;
  readonly path?: readonly (PropertyKey | { readonly key: PropertyKey })[] | undefined;
  /** `unrecognized_keys` */
  readonly keys?: readonly string[];
  /** `invalid_union`: the issues of each branch. */
  readonly errors?: readonly (readonly Issue[])[];
}

function fieldErrors(issue: Issue, prefix: readonly string[] = []): readonly FieldError[] {
  const path = [...prefix, ...(issue.path ?? []).map((part) => String(typeof part === 'object' ? part.key : part))];
  if (issue.code === 'unrecognized_keys' && issue.keys !== undefined) {
    return issue.keys.slice(0, MAX_ERRORS).map((key) => ({ path: [...path, shorten(key)].join('.'), message: 'Unknown field' }));
  }
  const nearest = nearestBranch(issue.errors ?? []);
  if (nearest !== undefined) return nearest.flatMap((inner) => fieldErrors(inner, path));
  return [{ path: path.join('.'), message: shorten(issue.message, 200) }];
}

/** Of a union's branches the one the caller seems to have meant: no field unknown to it, then the fewest issues. */
function nearestBranch(branches: readonly (readonly Issue[])[]): readonly Issue[] | undefined {
  const unknownKeys = (branch: readonly Issue[]): number => branch.filter(({ code }) => code === 'unrecognized_keys').length;
  return branches.toSorted((a, b) => unknownKeys(a) - unknownKeys(b) || a.length - b.length)[0];
}

const shorten = (text: string, maxLength = 64): string => (text.length > maxLength ? `${text.slice(0, maxLength)}…` : text);
