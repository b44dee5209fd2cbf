import { describe, expect, it } from 'vitest';
import { digitsOf, inFours, isWholeRecoveryCode, recoveryCodeOf } from './codes';

describe('digitsOf', () => {
  it.each(['123456', '123 456', '123-456', ' 123\u00a0456\n', '１２３４５６', 'Code: 123456'])('finds the digits of %j', (text) => {
    expect(digitsOf(text)).toBe('123456');
  });
});

describe('recoveryCodeOf', () => {
  it('takes any case and any separators', () => {
    expect(recoveryCodeOf(' k7qx-29md 4twb–8hrv_c3nz.5pyf ')).toBe('K7QX29MD4TWB8HRVC3NZ5PYF');
  });

  it('reads the letters that Crockford base32 leaves out as the digits they look like', () => {
    expect(recoveryCodeOf('oOiIlL')).toBe('001111');
  });

  it('is whole with 24 characters', () => {
    expect(isWholeRecoveryCode(recoveryCodeOf('K7QX-29MD-4TWB-8HRV-C3NZ-5PYF'))).toBe(true);
    expect(isWholeRecoveryCode(recoveryCodeOf('K7QX-29MD-4TWB-8HRV-C3NZ-5PY'))).toBe(false);
  });
});

describe('inFours', () => {
  it('groups a key however it came separated', () => {
    expect(inFours('K7QX-29MD4T')).toEqual(['K7QX', '29MD', '4T']);
    expect(inFours('')).toEqual([]);
  });
});
