import { describe, expect, it } from 'vitest';
import { chosenText, mailAddress, oneLine } from './header-values.js';

describe('mailAddress', () => {
  it.each(['dana@clinic.example', 'dana.reyes+x@mail.clinic.example', 'd@localhost', "o'brien@clinic.example", 'zoë@klinik-süd.example'])(
    'takes %s',
    (address) => expect(mailAddress(address)).toBe(address),
  );

  it.each([
    '',
    'dana',
    '@clinic.example',
    'dana@',
    'dana@clinic.example\r\nBcc: eve@evil.example',
    'dana@clinic.example, eve@evil.example',
    'dana@clinic.example>',
    '"Dana" <dana@clinic.example>',
    'dana @clinic.example',
    'dana@clinic..example',
    'dana@-clinic.example',
    'da\u0000na@clinic.example',
    'da\u202ena@clinic.example',
    'eve@evil.example@clinic.example',
    `${'x'.repeat(65)}@clinic.example`,
    `d@${'x'.repeat(60)}.${'x'.repeat(60)}.${'x'.repeat(60)}.${'x'.repeat(60)}`,
  ])('refuses %j', (address) => expect(mailAddress(address)).toBeUndefined());
});

describe('oneLine', () => {
  it('leaves no line break of any kind', () => {
    expect(oneLine('Dana\r\nBcc: eve@evil.example\u2028\u2029\u0085x\u0000y')).toBe('Dana Bcc: eve@evil.example x y');
  });

  it('takes away what turns the direction of reading', () => {
    expect(oneLine('a\u202eb')).toBe('a b');
  });

  it('ends a long text with a sign, and splits no character', () => {
    expect(oneLine('👩‍⚕️'.repeat(100), 5)).toMatch(/…$/);
    expect(oneLine('x'.repeat(200))).toHaveLength(100);
  });
});

describe('chosenText', () => {
  it('reads the same and is no link', () => {
    const text = chosenText('win at https://evil.example/now');
    expect(text).not.toMatch(/evil\.example|https:\/\//);
    expect(text.replaceAll('\u2060', '')).toBe('win at https://evil.example/now');
  });

  it('leaves a title alone', () => {
    expect(chosenText('Dr. Dana Reyes')).toBe('Dr. Dana Reyes');
  });
});
