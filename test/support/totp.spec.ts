import { describe, expect, it } from 'vitest';
import vectors from '../fixtures/rfc-otp-vectors.json' with { type: 'json' };
import { AuthenticatorApp, codeAtStep, fromBase32, hotp, stepAt, type HashName } from './totp.js';

const ascii = (text: string): Uint8Array => new TextEncoder().encode(text);
const rfcSecret = 'GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ';

describe('the one-time passwords of the tests', () => {
  it.each(vectors.rfc4226)('are those of RFC 4226 Appendix D for counter $counter', ({ counter, code }) => {
    expect(hotp(ascii('12345678901234567890'), counter)).toBe(code);
  });

  it.each(vectors.rfc6238)('are those of RFC 6238 Appendix B at $time with $alg', ({ alg, time, keyAscii, code6, code8 }) => {
    const step = stepAt(new Date(time * 1000));
    expect(hotp(ascii(keyAscii), step, 8, alg as HashName)).toBe(code8);
    expect(hotp(ascii(keyAscii), step, 6, alg as HashName)).toBe(code6);
  });

  it('reads a secret as people type it', () => {
    expect(fromBase32('gezd gnbv gy3t qojq gezd gnbv gy3t qojq')).toEqual(ascii('12345678901234567890'));
    expect(() => fromBase32('GEZ1')).toThrow('"1"');
  });

  it('never hands out the same code twice, and knows a wrong one', async () => {
    const app = new AuthenticatorApp(rfcSecret);
    const codes = [await app.code(), await app.code()];
    expect(codes[0]).not.toBe(codes[1]);
    expect(app.usedCode()).toBe(codes[1]);
    const now = stepAt(new Date());
    expect([-1, 0, 1].map((offset) => codeAtStep(rfcSecret, now + offset))).not.toContain(app.wrongCode());
  });
});
