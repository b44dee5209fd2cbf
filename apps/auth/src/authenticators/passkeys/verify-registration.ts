import { verifyRegistrationResponse, type VerifiedRegistrationResponse } from '@simplewebauthn/server';
import type { PasskeyFailure } from '#domain/account/events.js';
import { type Unattested, withoutStatement } from './attestation.js';
import { authenticatorDataFault } from './authenticator-data.js';
import { base64url } from './base64url.js';
import { clientDataFault } from './client-data.js';
import { algorithms, isOfferedKey } from './cose-key.js';
import type { PasskeyOptions, RegistrationResult, RegistrationToVerify } from './requests.js';
import { readRegistration, type Registration } from './responses.js';
import { transportsIn } from './transports.js';

/**
 * WebAuthn Level 3 §7.1. Every step is looked at here, so that the refusal has a reason; the library then does it all once
 * more. That no other account has this credential is decided by its claim.
 */
export async function verifyRegistration(options: PasskeyOptions, registration: RegistrationToVerify): Promise<RegistrationResult> {
  try {
    return await judge(options, registration);
  } catch {
    return refused('malformed');
  }
}

function refused(reason: PasskeyFailure): RegistrationResult {
  return { verified: false, reason };
}

async function judge(options: PasskeyOptions, { response, challenge }: RegistrationToVerify): Promise<RegistrationResult> {
  const answer = readRegistration(response);
  const attested = answer === undefined ? undefined : withoutStatement(answer.attestationObject);
  if (answer === undefined || attested === undefined) return refused('malformed');

  const fault =
    clientDataFault(answer.clientDataJSON, { type: 'webauthn.create', challenge, origins: options.origins }) ??
    authenticatorDataFault(attested.data, options.rpId) ??
    credentialFault(attested, answer);
  if (fault !== null) return refused(fault);

  const { verified, registrationInfo: info } = await verifyAgain(options, challenge, answer, attested);
  if (!verified) return refused('malformed');
  return {
    verified: true,
    credentialId: info.credential.id,
    publicKey: base64url(info.credential.publicKey),
    counter: info.credential.counter,
    aaguid: info.aaguid,
    transports: transportsIn(answer.transports),
    backupEligible: info.credentialDeviceType === 'multiDevice',
    backedUp: info.credentialBackedUp,
    userVerified: info.userVerified,
  };
}

/** The credential that is attested is the one that the response names (which bounds its id), with a key that was offered. */
function credentialFault({ data }: Unattested, answer: Registration): PasskeyFailure | null {
  const { credentialID, credentialPublicKey } = data;
  if (credentialID === undefined || base64url(credentialID) !== answer.credentialId) return 'malformed';
  return credentialPublicKey !== undefined && isOfferedKey(credentialPublicKey) ? null : 'malformed';
}

function verifyAgain(
  options: PasskeyOptions,
  challenge: string,
  answer: Registration,
  attested: Unattested,
): Promise<VerifiedRegistrationResponse> {
  const id = answer.credentialId;
  return verifyRegistrationResponse({
    response: {
      id,
      rawId: id,
      type: 'public-key',
      clientExtensionResults: {},
      response: { clientDataJSON: base64url(answer.clientDataJSON), attestationObject: base64url(attested.object) },
    },
    expectedChallenge: challenge,
    expectedOrigin: [...options.origins],
    expectedRPID: options.rpId,
    requireUserVerification: true,
    supportedAlgorithmIDs: [...algorithms],
  });
}
