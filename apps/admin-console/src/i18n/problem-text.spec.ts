import { describe, expect, it } from 'vitest';
import { ApiProblem, noAnswer } from '#pages/api/api-problem';
import { de } from './de';
import { en } from './en';
import { problemText } from './problem-text';

describe('what went wrong', () => {
  it('is said in the language of the pages', () => {
    expect(problemText(noAnswer(), en)).toBe(en.problems.byCode['network']);
    expect(problemText(noAnswer(), de)).toBe(de.problems.byCode['network']);
  });

  it('is said by the status when the code is new to these pages', () => {
    expect(problemText(new ApiProblem('some.newCode', 404), en)).toBe(en.problems.notFound);
    expect(problemText(new ApiProblem('toString', 403), en)).toBe(en.problems.notAllowed);
    expect(problemText(new ApiProblem('some.brake', 429, 30), en)).toBe(en.problems.throttledFor(30));
  });

  it('is in the service’s own words when it is about what was typed', () => {
    expect(problemText(new ApiProblem('request.invalid', 400, null, null, 'reason: too long'), en)).toBe('reason: too long');
  });

  it('names the request when nobody knows what it was', () => {
    expect(problemText(new ApiProblem('unexpected', 500, null, 'req-7'), en)).toContain('req-7');
  });
});
