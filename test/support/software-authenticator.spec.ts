import { verifyAuthenticationResponse, verifyRegistrationResponse } from '@simplewebauthn/server';
import { beforeEach, describe, expect, it } from 'vitest';
import { SoftwareAuthenticator, type AssertionFaults, type RegistrationFaults } from './software-authenticator.js';

const origin = 'http://localhost:3000';
const challenge = Buffer.from('a challenge of more than thirty-two octets').toString('base64url');
const otherChallenge = Buffer.from('another challenge of more than 32 octets').toString('base64url');
const userHandle = Buffer.from('handle').toString('base64url');

let device: SoftwareAuthenticator;
beforeEach(() => {
  device = new SoftwareAuthenticator(origin);
});

async function register(faults: RegistrationFaults = {}) {
  const response = device.register({ challenge, rp: { id: 'localhost' }, user: { id: userHandle } }, faults);
  return verifyRegistrationResponse({
    response: response as never,
    expectedChallenge: challenge,
    expectedOrigin: origin,
    expectedRPID: 'localhost',
    requireUserVerification: true,
  });
}

async function assert(faults: AssertionFaults = {}) {
  const { registrationInfo } = await register();
  const response = device.assert({ challenge, rpId: 'localhost', allowCredentials: [{ id: registrationInfo!.credential.id }] }, faults);
  return verifyAuthenticationResponse({
    response: response as never,
    expectedChallenge: challenge,
    expectedOrigin: origin,
    expectedRPID: 'localhost',
    credential: registrationInfo!.credential,
    requireUserVerification: true,
  });
}

/** What the verifier refuses by itself; the service has to refuse the rest of the faults in its own code. */
const faults = [
  { fault: { type: 'webauthn.other' }, message: 'response type' },
  { fault: { challenge: otherChallenge }, message: 'response challenge' },
  { fault: { origin: 'https://evil.example' }, message: 'response origin' },
  { fault: { rpId: 'evil.example' }, message: 'RP ID' },
  { fault: { userPresent: false }, message: /user.*present/i },
  { fault: { userVerified: false }, message: /user.*verif/i },
  { fault: { backedUp: true }, message: /backed up/i },
  { fault: { trailingBytes: true }, message: /leftover bytes/i },
];

describe('the software authenticator', () => {
  it('makes registrations that an independent verifier accepts', async () => {
    const { verified, registrationInfo } = await register();
    expect(verified).toBe(true);
    expect(registrationInfo).toMatchObject({ fmt: 'none', userVerified: true, credentialDeviceType: 'singleDevice' });
    expect(registrationInfo?.credential.id).toBe(device.credentialIds[0]);
  });

  it('makes assertions that an independent verifier accepts', async () => {
    const { verified, authenticationInfo } = await assert();
    expect(verified).toBe(true);
    expect(authenticationInfo).toMatchObject({ newCounter: 1, userVerified: true, credentialBackedUp: false });
  });

  it.each(faults)('can make a registration wrong: $fault', async ({ fault, message }) => {
    await expect(register(fault)).rejects.toThrow(message);
  });

  it.each(faults)('can make an assertion wrong: $fault', async ({ fault, message }) => {
    await expect(assert(fault)).rejects.toThrow(message);
  });

  it('can sign wrongly', async () => {
    expect((await assert({ badSignature: true })).verified).toBe(false);
  });

  it('can say everything that only the service itself can refuse', async () => {
    await register();
    const assertion = device.assert(
      { challenge },
      { crossOrigin: true, topOrigin: 'https://evil.example', duplicateKeys: { origin: 'https://evil.example' }, userHandle: null, backupEligible: true },
    );
    const { clientDataJSON, authenticatorData } = assertion.response as { clientDataJSON: string; authenticatorData: string };
    const clientData = Buffer.from(clientDataJSON, 'base64url').toString();
    expect(clientData).toBe(
      `{"origin":"https://evil.example","type":"webauthn.get","challenge":"${challenge}","origin":"${origin}","crossOrigin":true,"topOrigin":"https://evil.example"}`,
    );
    expect(JSON.parse(clientData)).toMatchObject({ origin });
    expect(assertion.response).not.toHaveProperty('userHandle');
    expect(Buffer.from(authenticatorData, 'base64url')[32]).toBe(0b0000_1101);
  });

  it('has clones whose counter falls behind', async () => {
    await register();
    const clone = device.clone();
    const counterOf = (from: SoftwareAuthenticator): number =>
      Buffer.from(from.assert({ challenge }).response['authenticatorData'] as string, 'base64url').readUInt32BE(33);
    expect([counterOf(device), counterOf(device), counterOf(clone)]).toEqual([1, 2, 1]);
  });

  it('does what the options say, as a browser does', async () => {
    await register();
    const excludeCredentials = [{ id: device.credentialIds[0]! }];
    expect(() => device.register({ challenge, excludeCredentials })).toThrow('InvalidStateError');
    expect(() => device.assert({ challenge, allowCredentials: [{ id: 'someone-elses' }] })).toThrow('NotAllowedError');
  });
});
