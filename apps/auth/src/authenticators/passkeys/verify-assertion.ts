import type { PasskeyEvidence } from '#domain/account/passkey-evidence.js';
import type { AssertionToVerify, PasskeyOptions } from './requests.js';

/** WebAuthn Level 3 §7.2. */
export async function verifyAssertion(_options: PasskeyOptions, assertion: AssertionToVerify): Promise<PasskeyEvidence> {
  return { verified: false, deviceId: assertion.device?.id ?? null, reason: 'malformed' };
}
