import { describe, expect, it } from 'vitest';
import { limits } from '../../testing/account.js';
import { PasswordRefused } from './errors.js';
import { describePassword, refuseWeakPassword, type PasswordFacts } from './password-rules.js';

const common = (password: string) => password === 'correcthorsebatterystaple' || password === 'pässword-of-many';
const facts = (password: string, words: readonly string[] = []) => describePassword(password, words, common);
const good: PasswordFacts = { codePoints: 20, common: false, containsName: false };
const judge = (change: Partial<PasswordFacts>, mfaRequired = true) => () => refuseWeakPassword({ ...good, ...change }, mfaRequired, limits);
const refusedAs = (code: string) => expect.objectContaining({ code, kind: 'unprocessable' });

describe('length', () => {
  it.each([
    [true, 12],
    [false, 15],
  ])('with MFA %s at least %i code points', (mfaRequired, minimum) => {
    expect(judge({ codePoints: minimum - 1 }, mfaRequired)).toThrow(refusedAs('password.tooShort'));
    expect(judge({ codePoints: minimum }, mfaRequired)).not.toThrow();
  });

  it('at most 256', () => {
    expect(judge({ codePoints: 256 })).not.toThrow();
    expect(judge({ codePoints: 257 })).toThrow(refusedAs('password.tooLong'));
  });

  it('is counted in code points after NFC', () => {
    expect(facts('🔐🔐🔐').codePoints).toBe(3);
    expect(facts('u\u0308ber').codePoints).toBe(4);
    expect(facts('über').codePoints).toBe(4);
  });

  it('counts every character as typed: nothing is trimmed', () => expect(facts('  two words  ').codePoints).toBe(13));
});

describe('common passwords', () => {
  it('are refused in any case and in any form of the same letters', () => {
    expect(facts('CorrectHorseBatteryStaple').common).toBe(true);
    expect(facts('PA\u0308ssword-of-many').common).toBe(true);
    expect(facts('correct horse battery staple').common).toBe(false);
    expect(judge({ common: true })).toThrow(refusedAs('password.tooCommon'));
  });
});

describe('names', () => {
  it('of product, organization and address are refused in any case', () => {
    expect(facts('my-Riverside-2026-pass', ['Vestibule', 'riverside', 'dana.reyes']).containsName).toBe(true);
    expect(facts('Dana.Reyes has a long one', ['dana.reyes']).containsName).toBe(true);
    expect(facts('ein U\u0308bersee-Kennwort', ['übersee']).containsName).toBe(true);
    expect(facts('something else entirely', ['Vestibule', 'riverside', 'dana.reyes']).containsName).toBe(false);
    expect(judge({ containsName: true })).toThrow(refusedAs('password.containsName'));
  });

  it('of fewer than four letters are left alone', () => {
    expect(facts('annual long password', ['ann']).containsName).toBe(false);
    expect(facts('annual long password', ['annu']).containsName).toBe(true);
  });
});

it('no composition is asked for', () => {
  expect(judge({})).not.toThrow();
  expect(facts('aaaaaaaaaaaaaaaaaaaa')).toEqual({ codePoints: 20, common: false, containsName: false });
  expect(new PasswordRefused('tooShort', 'Use at least 12 characters.').message).toContain('12');
});
