import type { ApiProblem } from '#pages/api/api-problem';
import type { Messages } from './en';

/** What went wrong and what to do about it, in words; never the code itself. */
export function problemText(problem: ApiProblem, t: Messages): string {
  const { problems } = t;
  const known: Readonly<Record<string, string>> = problems.byCode;
  const said = Object.hasOwn(known, problem.code) ? known[problem.code] : undefined;
  if (said !== undefined) return said;
  if (problem.status === 404) return problems.notFound;
  if (problem.status === 403) return problems.notAllowed;
  if (problem.status === 429) {
    return problem.retryAfterSeconds === null ? problems.throttled : problems.throttledFor(problem.retryAfterSeconds);
  }
  if (problem.status === 400 || problem.status === 422) return problem.detail === null ? problems.invalid : problems.inItsWords(problem.detail);
  if (problem.status === 409) return problems.changed;
  return problem.requestId === null ? problems.unexpected : `${problems.unexpected} ${problems.reference(problem.requestId)}`;
}
