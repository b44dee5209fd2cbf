import { describe, expect, it } from 'vitest';
import { challenge, passkeys, rpId, trusted, userHandle } from './testing/ceremonies.js';

const person = { userHandle, userName: 'dana.reyes@riverside.example', displayName: 'Dana Reyes' };

describe('options for a sign-in', () => {
  it('name nobody for the first factor', () => {
    expect(passkeys.requestOptions({ challenge, devices: [] })).toEqual({
      challenge,
      rpId,
      timeout: 300_000,
      allowCredentials: [],
      userVerification: 'required',
    });
  });

  it('name the passkeys that may answer, with what is known of the way to them', async () => {
    const { device } = await trusted();
    const devices = [{ ...device, transports: ['usb', 'pigeon', 'nfc'] }, { ...device, credentialId: 'c2Vjb25k', transports: [] }];
    expect(passkeys.requestOptions({ challenge, devices }).allowCredentials).toEqual([
      { type: 'public-key', id: device.credentialId, transports: ['nfc', 'usb'] },
      { type: 'public-key', id: 'c2Vjb25k' },
    ]);
  });
});

describe('options for a new passkey', () => {
  it('offer three algorithms, ask for user verification and for no attestation', async () => {
    const { device } = await trusted();
    expect(passkeys.creationOptions({ challenge, ...person, exclude: [device] })).toEqual({
      challenge,
      rp: { id: rpId, name: 'Vestibule' },
      user: { id: userHandle, name: person.userName, displayName: person.displayName },
      pubKeyCredParams: [-7, -8, -257].map((alg) => ({ type: 'public-key', alg })),
      timeout: 300_000,
      excludeCredentials: [{ type: 'public-key', id: device.credentialId, transports: ['internal'] }],
      authenticatorSelection: { residentKey: 'preferred', requireResidentKey: false, userVerification: 'required' },
      hints: ['client-device'],
      attestation: 'none',
    });
  });
});

describe('a challenge', () => {
  it.each(['', 'short', 'A'.repeat(42), `${'A'.repeat(43)}=`, ('+'.repeat(43)), 'A'.repeat(200)])('%j is none', (wrong) => {
    expect(() => passkeys.requestOptions({ challenge: wrong, devices: [] })).toThrow(RangeError);
    expect(() => passkeys.creationOptions({ challenge: wrong, ...person, exclude: [] })).toThrow(RangeError);
  });
});
