import type { AccountEvent, AuthenticatorEnrolmentFailed, AuthenticatorEnrolmentStarted, AuthenticatorRemoved, DeviceRevoked, DeviceTrusted, RecoveryCodeIssued } from '../src/account/events.js';
import { addSeconds } from '../src/kernel/instant.js';
import { sealed, type Over } from './builders.js';
import { start } from './time.js';

export const enrolmentStarted = (factorId: string, over: Over<AuthenticatorEnrolmentStarted> = {}): AccountEvent => {
  const at = over.at ?? start;
  const secret = sealed(`secret-of-${factorId}`);
  return { type: 'AuthenticatorEnrolmentStarted', at, factorId, signInId: 's-1', secret, expiresAt: addSeconds(at, 15 * 60), ...over };
};
export const enrolmentFailed = (factorId: string, over: Over<AuthenticatorEnrolmentFailed> = {}): AccountEvent => ({
  type: 'AuthenticatorEnrolmentFailed',
  at: start,
  factorId,
  signInId: 's-1',
  reason: 'wrongCode',
  failures: 1,
  ...over,
});
export const authenticatorEnrolled = (factorId: string, { at = start, signInId = 's-1', step = 1 } = {}): AccountEvent => ({
  type: 'AuthenticatorEnrolled',
  at,
  factorId,
  signInId,
  step,
});
export const authenticatorRemoved = (factorId: string, over: Over<AuthenticatorRemoved> = {}): AccountEvent => ({
  type: 'AuthenticatorRemoved',
  at: start,
  factorId,
  reason: 'replaced',
  ...over,
});

export const recoveryCodeIssued = (recoveryCodeId: string, over: Over<RecoveryCodeIssued> = {}): AccountEvent => ({
  type: 'RecoveryCodeIssued',
  at: start,
  recoveryCodeId,
  signInId: 's-1',
  verifier: sealed(`verifier-of-${recoveryCodeId}`),
  because: 'setUp',
  ...over,
});
export const recoveryCodeConfirmed = (recoveryCodeId: string, { at = start, signInId = 's-1' } = {}): AccountEvent => ({
  type: 'RecoveryCodeConfirmed',
  at,
  recoveryCodeId,
  signInId,
});

/** A passkey bound to this machine, counting; it was made on the device that is known as `laptop`. */
export const deviceTrusted = (deviceId: string, over: Over<DeviceTrusted> = {}): AccountEvent => ({
  type: 'DeviceTrusted',
  at: start,
  deviceId,
  signInId: 's-1',
  credentialId: `credential-of-${deviceId}`,
  publicKey: `key-of-${deviceId}`,
  counter: 1,
  aaguid: '00000000-0000-0000-0000-000000000000',
  transports: ['internal'],
  backupEligible: false,
  backedUp: false,
  userVerified: true,
  name: sealed(`name-of-${deviceId}`),
  deviceHash: 'laptop',
  ...over,
});
export const deviceTrustDeclined = ({ at = start, signInId = 's-1' } = {}): AccountEvent => ({ type: 'DeviceTrustDeclined', at, signInId });
export const deviceRevoked = (deviceId: string, over: Over<DeviceRevoked> = {}): AccountEvent => ({
  type: 'DeviceRevoked',
  at: start,
  deviceId,
  reason: 'byHolder',
  ...over,
});
