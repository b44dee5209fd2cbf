import { verifyAuthenticationResponse } from '@simplewebauthn/server';
import type { PasskeyFailure } from '#domain/account/events.js';
import type { PasskeyEvidence } from '#domain/account/passkey-evidence.js';
import type { Device } from '#domain/account/state.js';
import { authenticatorDataFault, readAuthenticatorData } from './authenticator-data.js';
import { base64url, base64urlBytes } from './base64url.js';
import { clientDataFault } from './client-data.js';
import type { AssertionToVerify, PasskeyOptions } from './requests.js';
import { type Assertion, readAssertion } from './responses.js';

const PUBLIC_KEY_BYTES = 4_096;

/**
 * WebAuthn Level 3 §7.2. Every step is looked at here, so that the refusal has a reason; the library then does it all once
 * more with the signature. The counter is left to the decision.
 */
export async function verifyAssertion(options: PasskeyOptions, assertion: AssertionToVerify): Promise<PasskeyEvidence> {
  const deviceId = assertion.device?.id ?? null;
  try {
    return await judge(options, assertion);
  } catch {
    return { verified: false, deviceId, reason: 'malformed' };
  }
}

async function judge(options: PasskeyOptions, assertion: AssertionToVerify): Promise<PasskeyEvidence> {
  const { device, challenge } = assertion;
  const refused = (reason: PasskeyFailure): PasskeyEvidence => ({ verified: false, deviceId: device?.id ?? null, reason });

  const answer = readAssertion(assertion.response);
  if (answer === undefined) return refused('malformed');
  // It says nothing about a device that it does not name.
  if (device?.credentialId !== answer.credentialId) return { verified: false, deviceId: null, reason: 'unknownCredential' };
  const data = readAuthenticatorData(answer.authenticatorData, 'assertion');
  if (data === undefined) return refused('malformed');

  const fault =
    ownerFault(assertion, device, answer) ??
    clientDataFault(answer.clientDataJSON, { type: 'webauthn.get', challenge, origins: options.origins }) ??
    authenticatorDataFault(data, options.rpId);
  if (fault !== null) return refused(fault);

  if (!(await isSigned(options, challenge, device, answer))) return refused('wrongSignature');
  // §6.1.3: a credential is eligible for backup for life or never. Only the authenticator itself can say otherwise, so this
  // comes after the signature, like the counter, which is compared when the decision is made.
  if (data.flags.be !== device.backupEligible) return refused('backupStateChanged');
  return { verified: true, deviceId: device.id, counter: data.counter, backedUp: data.flags.bs };
}

function ownerFault(assertion: AssertionToVerify, device: Device, answer: Assertion): PasskeyFailure | null {
  const { allowed } = assertion;
  if (allowed !== 'any' && !allowed.some(({ credentialId }) => credentialId === device.credentialId)) return 'unknownCredential';
  if (answer.userHandle === undefined) return assertion.userHandleRequired ? 'wrongUser' : null;
  return base64url(answer.userHandle) === assertion.userHandle ? null : 'wrongUser';
}

/**
 * The library compares the counter before it looks at the signature, so it is given 0, which it never finds too low:
 * otherwise anybody could make a device look cloned. All the rest it checks has passed by now, so what it throws is about a
 * signature or a key that cannot be read, and that is no signature.
 */
async function isSigned(options: PasskeyOptions, challenge: string, device: Device, answer: Assertion): Promise<boolean> {
  const publicKey = base64urlBytes(device.publicKey, 1, PUBLIC_KEY_BYTES);
  if (publicKey === undefined) return false;
  const id = answer.credentialId;
  try {
    const { verified } = await verifyAuthenticationResponse({
      response: {
        id,
        rawId: id,
        type: 'public-key',
        clientExtensionResults: {},
        response: {
          clientDataJSON: base64url(answer.clientDataJSON),
          authenticatorData: base64url(answer.authenticatorData),
          signature: base64url(answer.signature),
        },
      },
      expectedChallenge: challenge,
      expectedOrigin: [...options.origins],
      expectedRPID: options.rpId,
      requireUserVerification: true,
      credential: { id, publicKey, counter: 0 },
    });
    return verified;
  } catch {
    return false;
  }
}
