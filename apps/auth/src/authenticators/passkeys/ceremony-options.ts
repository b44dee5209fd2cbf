import type {
  PublicKeyCredentialCreationOptionsJSON,
  PublicKeyCredentialDescriptorJSON,
  PublicKeyCredentialRequestOptionsJSON,
} from '@simplewebauthn/server';
import type { Device } from '#domain/account/state.js';
import { isChallenge } from './challenge.js';
import { algorithms } from './cose-key.js';
import type { PasskeyCreation, PasskeyOptions, PasskeyRequest } from './requests.js';
import { transportsIn } from './transports.js';

/** For `navigator.credentials.get()` (WebAuthn Level 3 §5.5). */
export function requestOptions(options: PasskeyOptions, request: PasskeyRequest): PublicKeyCredentialRequestOptionsJSON {
  return {
    challenge: checked(request.challenge),
    rpId: options.rpId,
    timeout: options.challengeSeconds * 1_000,
    allowCredentials: request.devices.map(descriptor),
    userVerification: 'required',
  };
}

/** For `navigator.credentials.create()` (WebAuthn Level 3 §5.4). */
export function creationOptions(options: PasskeyOptions, creation: PasskeyCreation): PublicKeyCredentialCreationOptionsJSON {
  return {
    challenge: checked(creation.challenge),
    rp: { id: options.rpId, name: options.rpName },
    user: { id: creation.userHandle, name: creation.userName, displayName: creation.displayName },
    pubKeyCredParams: algorithms.map((alg) => ({ type: 'public-key', alg })),
    timeout: options.challengeSeconds * 1_000,
    excludeCredentials: creation.exclude.map(descriptor),
    authenticatorSelection: { residentKey: 'preferred', requireResidentKey: false, userVerification: 'required' },
    // Begin with this device, which is the one to be trusted (§5.8.8); another one can still be chosen.
    hints: ['client-device'],
    attestation: 'none',
  };
}

function descriptor(device: Device): PublicKeyCredentialDescriptorJSON {
  const transports = transportsIn(device.transports);
  return { type: 'public-key', id: device.credentialId, ...(transports.length === 0 ? {} : { transports }) };
}

function checked(challenge: string): string {
  if (!isChallenge(challenge)) throw new RangeError('A passkey challenge is base64url of 32 to 64 bytes');
  return challenge;
}
