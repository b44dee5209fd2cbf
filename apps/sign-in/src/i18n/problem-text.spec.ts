import { describe, expect, it } from 'vitest';
import { ApiProblem, noAnswer } from '#pages/api/api-problem';
import { de } from './de';
import { en } from './en';
import { problemText, wait } from './problem-text';

const problem = (code: string, status: number, retryAfter: number | null = null, requestId: string | null = null): ApiProblem =>
  new ApiProblem(code, status, retryAfter, requestId);

describe('problemText', () => {
  it('has words for known codes in each language', () => {
    expect(problemText(problem('sign-in.rejected', 401), en)).toBe(en.problems['sign-in.rejected']);
    expect(problemText(noAnswer(), de)).toBe(de.problems.network);
  });

  it('says about a rejected answer what helps with this method', () => {
    expect(problemText(problem('challenge.rejected', 401), en, 'email-code')).toBe(en.problems.rejected['email-code']);
    expect(problemText(problem('challenge.rejected', 401), en, 'passkey')).toBe(en.problems.rejected.passkey);
  });

  it('says how long to wait when it is known', () => {
    expect(problemText(problem('throttled', 429, 170), en)).toContain('3 minutes');
    expect(problemText(problem('limits.network', 429, 30), en)).toContain('30 seconds');
    expect(problemText(problem('limits.network', 429), en)).toBe(en.problems.throttled);
  });

  it('never shows a code it does not know, also not one named like a sentence of ours', () => {
    expect(problemText(problem('some.newCode', 400), en)).toBe(en.problems.unexpected);
    expect(problemText(problem('reference', 400), en)).toBe(en.problems.unexpected);
    expect(problemText(problem('toString', 400), en)).toBe(en.problems.unexpected);
    expect(problemText(problem('password.newRule', 422), en)).toBe(en.problems['password.notAccepted']);
  });

  it('gives support something to find the request by', () => {
    expect(problemText(problem('unexpected', 500, null, 'req-7'), en)).toContain('req-7');
  });
});

it('counts in minutes when seconds would be tiresome', () => {
  expect([1, 60, 99, 100, 3600].map((seconds) => wait(seconds, en))).toEqual(['1 second', '60 seconds', '99 seconds', '2 minutes', '60 minutes']);
});
