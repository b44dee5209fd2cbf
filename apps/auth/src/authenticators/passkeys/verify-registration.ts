import type { PasskeyOptions, RegistrationResult, RegistrationToVerify } from './requests.js';

/** WebAuthn Level 3 §7.1. */
export async function verifyRegistration(_options: PasskeyOptions, _registration: RegistrationToVerify): Promise<RegistrationResult> {
  return { verified: false, reason: 'malformed' };
}
