import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { ApiProblem, noAnswer } from '#pages/api/api-problem';
import { de } from './de';
import { en } from './en';
import { problemText } from './problem-text';

interface Described {
  readonly paths: Readonly<Record<string, Readonly<Record<string, { readonly responses: Readonly<Record<string, { readonly $ref?: string }>> }>>>>;
}

/** The codes behind all statuses but those that say enough: not allowed, not found, too often. */
const { paths } = JSON.parse(readFileSync('dist/openapi.json', 'utf8')) as Described;
const refusals = Object.entries(paths).flatMap(([path, operations]) =>
  path.startsWith('/api/v1/admin/')
    ? Object.values(operations).flatMap(({ responses }) =>
        Object.entries(responses).flatMap(([status, { $ref = '' }]) => (/^4(?!03|04|29)/.test(status) ? $ref.slice($ref.lastIndexOf('/') + 1).split('_') : [])),
      )
    : [],
);

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
    expect(problemText(new ApiProblem('request.invalid', 400, null, null, 'reason: too long'), de)).toBe(de.problems.inItsWords('reason: too long'));
    expect(problemText(new ApiProblem('some.newCode', 409, null, null, 'It is like this already.'), de)).toBe(de.problems.changed);
  });

  it('has words of its own for everything that the console can be refused', () => {
    // The entrance says the first; about the others the service knows more: the field, the line, the tag.
    const saidElsewhere = ['session.required', 'request.invalid', 'account.fileInvalid', 'account.languageInvalid', 'request.unsupportedMediaType'];
    expect(refusals).toEqual(expect.arrayContaining(['reset.notOpen', 'staff.lastOwner', 'account.emailTaken']));
    expect(refusals.filter((code) => !(code in en.problems.byCode) && !saidElsewhere.includes(code))).toEqual([]);
  });

  it('names the request when nobody knows what it was', () => {
    expect(problemText(new ApiProblem('unexpected', 500, null, 'req-7'), en)).toContain('req-7');
  });
});
