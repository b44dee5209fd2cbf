import { describe, expect, it } from 'vitest';
import { CommonPasswords } from './common-passwords.js';

describe('CommonPasswords', () => {
  const common = new CommonPasswords();

  it('knows at least 3,000 of the lengths allowed with and without a second factor', () => {
    const lengths = [...common.entries()].map((word) => [...word].length);
    expect(lengths.every((length) => length >= 12 && length <= 256)).toBe(true);
    expect(lengths.length).toBeGreaterThanOrEqual(3_000);
    expect(lengths.filter((length) => length >= 15).length).toBeGreaterThanOrEqual(3_000);
  });

  it('holds them in the form it is asked in: NFC, lower case, no space around', () => {
    for (const word of common.entries()) expect(word).toBe(word.normalize('NFC').toLowerCase().trim());
  });

  it.each(['qwerty123456', '123456789987654321', 'passwordpassword'])('knows %s', (word) => {
    expect(common.has(word)).toBe(true);
  });

  it('does not know a passphrase', () => {
    expect(common.has('violet teapot under the ninth bridge')).toBe(false);
  });
});
