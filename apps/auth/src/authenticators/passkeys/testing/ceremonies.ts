import { randomBytes } from 'node:crypto';
import type { Device } from '#domain/account/state.js';
import { sealed } from '../../../../../../libs/domain/testing/builders.js';
import { type AssertionFaults, type RegistrationFaults, SoftwareAuthenticator } from '../../../../../../test/support/software-authenticator.js';
import { type AssertionToVerify, Passkeys, type RegistrationResult } from '../passkeys.js';

export const rpId = 'sign-in.clinic.example';
export const origin = `https://${rpId}`;
export const challenge = randomBytes(32).toString('base64url');
export const otherChallenge = randomBytes(32).toString('base64url');
export const userHandle = randomBytes(64).toString('base64url');

export const passkeys = new Passkeys({ rpId, rpName: 'Vestibule', origins: [origin, 'https://clinic.example'], challengeSeconds: 300 });

export function deviceOf(registration: RegistrationResult, over: Partial<Device> = {}): Device {
  if (!registration.verified) throw new Error(`The registration was refused: ${registration.reason}`);
  const { verified: _verified, aaguid: _aaguid, userVerified: _userVerified, ...credential } = registration;
  return {
    ...credential,
    id: 'd-1',
    name: sealed('laptop'),
    deviceHash: null,
    trustedAt: '2026-03-01T08:30:00.000Z',
    lastUsedAt: null,
    ...over,
  };
}

/** Registers, as the browser does with our options. */
export function registerWith(authenticator: SoftwareAuthenticator, faults: RegistrationFaults = {}): Promise<RegistrationResult> {
  const options = passkeys.creationOptions({ challenge, userHandle, userName: 'dana', displayName: 'Dana', exclude: [] });
  return passkeys.verifyRegistration({ response: authenticator.register({ ...options, rp: { id: rpId } }, faults), challenge });
}

export async function trusted(faults: RegistrationFaults = {}): Promise<{ authenticator: SoftwareAuthenticator; device: Device }> {
  const authenticator = new SoftwareAuthenticator(origin);
  return { authenticator, device: deviceOf(await registerWith(authenticator, faults)) };
}

export function answerOf(authenticator: SoftwareAuthenticator, faults: AssertionFaults = {}) {
  return authenticator.assert({ challenge, rpId }, faults);
}

/** What the caller gives with an answer, as it should be. */
export function toVerify(response: unknown, device: Device, over: Partial<AssertionToVerify> = {}): AssertionToVerify {
  return { response, challenge, device, userHandle, userHandleRequired: true, allowed: [device], ...over };
}
