import { describe, expect, it } from 'vitest';
import { cborEnd } from './cbor-structure.js';

const end = (hex: string, count = 1, start = 0) => cborEnd(Buffer.from(hex, 'hex'), start, count);

describe('where CBOR ends', () => {
  // RFC 8949, appendix A.
  it.each(['00', '17', '1818', '1903e8', '1a000f4240', '1b000000e8d4a51000', '20', '3903e7', 'f90000', 'fa47c35000', 'fb3ff199999999999a', 'f4', 'f6', 'f820', '40', '4401020304', '60', '62c3bc', '80', '83010203', '8301820203820405', 'a0', 'a201020304', 'a26161016162820203', 'c074323031332d30332d32315432303a30343a30305a'])(
    'with %s',
    (hex) => {
      expect(end(hex)).toBe(hex.length / 2);
      expect(end(`${hex}ff`)).toBe(hex.length / 2);
      expect(end(hex.slice(0, -2))).toBeUndefined();
    },
  );

  it('with several items, from anywhere, or with none', () => {
    expect(end('ffff0160', 2, 2)).toBe(4);
    expect(end('ffff01', 2, 2)).toBeUndefined();
    expect(end('ff', 0, 1)).toBe(1);
    expect(end('', 1)).toBeUndefined();
  });

  // RFC 8949, appendix F, and what this service does not need.
  it.each(['18', '19', '1a', '1b', '1901', '41', '61', '5affffffff00', '5bffffffffffffffff010203', '7affffffff00', '81', '8201', 'a1', 'a20102', 'a2010203', 'c0', '1c', '1f', '5f', '7f', '9f', 'bf', 'ff', '9f01ff', '5f4100ff', '9bffffffffffffffff01'])(
    'refuses %s',
    (hex) => expect(end(hex)).toBeUndefined(),
  );

  it('refuses what is nested too deeply', () => {
    expect(end(`${'81'.repeat(6)}00`)).toBe(7);
    expect(end(`${'81'.repeat(7)}00`)).toBeUndefined();
  });
});
