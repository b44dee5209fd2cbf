import type { Method } from '../api/api';
import type { ApiProblem } from '#pages/api/api-problem';
import type { Messages } from './en';

type Problems = Messages['problems'];
type ProblemCode = { [Code in keyof Problems]: Problems[Code] extends string ? Code : never }[keyof Problems];

/** What went wrong and what to do about it, in words; never the code itself. */
export function problemText(problem: ApiProblem, t: Messages, method?: Method): string {
  const { problems } = t;
  if (problem.code === 'challenge.rejected') return problems.rejected[method ?? 'authenticator'];
  if (isKnown(problem.code, problems)) return problems[problem.code];
  if (problem.code.startsWith('password.')) return problems['password.notAccepted'];
  if (problem.status === 429) return throttled(problem, t);
  if (problem.requestId === null) return problems.unexpected;
  return `${problems.unexpected} ${problems.reference(problem.requestId)}`;
}

export function wait(seconds: number, t: Messages): string {
  return seconds < 100 ? t.common.seconds(seconds) : t.common.minutes(Math.ceil(seconds / 60));
}

function throttled(problem: ApiProblem, t: Messages): string {
  const { retryAfterSeconds } = problem;
  return retryAfterSeconds === null ? t.problems.throttled : t.problems.throttledFor(wait(retryAfterSeconds, t));
}

function isKnown(code: string, problems: Problems): code is ProblemCode {
  // About these two there is more to say: how long to wait, and what to tell support.
  if (code === 'throttled' || code === 'unexpected') return false;
  return Object.hasOwn(problems, code) && typeof problems[code as keyof Problems] === 'string';
}
