import { describe, expect, it } from 'vitest';
import { demandEmail, demandLanguage, demandName } from './account-data.js';

describe('an address', () => {
  it.each(['anna@x.example', 'Anna.Brandt+new@riverside.example', "o'hara@x.example", 'jörg@müller.example', 'δοκιμή@παράδειγμα.example', `${'a'.repeat(64)}@x.example`])(
    'is taken: %s',
    (address) => {
      expect(demandEmail(` ${address} `)).toBe(address.normalize('NFC'));
    },
  );

  it.each([
    ['', 'it is empty'],
    ['anna', 'one @'],
    ['@x.example', 'one @'],
    ['anna@', 'one @'],
    ['a@b@x.example', 'one @'],
    ['an\u0000na@x.example', 'control character'],
    ['an\u200bna@x.example', 'control character'],
    ['an na@x.example', 'not allowed'],
    ['<anna@x.example>', 'not allowed'],
    ['anna@x..example', 'no domain'],
    ['anna@-x.example', 'no domain'],
    ['anna@[127.0.0.1]', 'no domain'],
    [`${'a'.repeat(65)}@x.example`, 'longer than 64'],
    [`anna@${'x'.repeat(250)}.example`, 'longer than 254 bytes'],
    [`anna@${'ü'.repeat(125)}.example`, 'longer than 254 bytes'],
  ])('is refused: %j', (address, why) => {
    expect(() => demandEmail(address)).toThrow(why);
  });
});

describe('a name and a language', () => {
  it('are taken in their normal form', () => {
    expect(demandName('  Jo\u0308rg   Müller ')).toBe('Jörg Müller');
    expect(demandLanguage('EN-gb')).toBe('en-GB');
    expect(demandLanguage(' ')).toBeNull();
  });

  it('are refused', () => {
    expect(() => demandName(' ')).toThrow('needs a name');
    expect(() => demandName('An\nna')).toThrow('control character');
    expect(() => demandName('a'.repeat(201))).toThrow('longer than 200');
    expect(() => demandLanguage('not a tag')).toThrow('no language tag');
  });
});
