import { Injectable } from '@nestjs/common';
import type { PublicKeyCredentialCreationOptionsJSON, PublicKeyCredentialRequestOptionsJSON } from '@simplewebauthn/server';
import type { PasskeyEvidence } from '#domain/account/passkey-evidence.js';
import { creationOptions, requestOptions } from './ceremony-options.js';
import {
  PasskeyOptions,
  type AssertionToVerify,
  type PasskeyCreation,
  type PasskeyRequest,
  type RegistrationResult,
  type RegistrationToVerify,
} from './requests.js';
import { verifyAssertion } from './verify-assertion.js';
import { verifyRegistration } from './verify-registration.js';

export { PasskeyOptions, type AssertionToVerify, type RegistrationResult } from './requests.js';
export { credentialIdOf, userHandleOf } from './responses.js';

/**
 * What a passkey can do: make a credential on a device, and prove that it is still there with the person before it
 * (WebAuthn Level 3 §7). Nothing is kept here: challenges, counters and devices are the account's, so they come with every
 * call, and what was found goes back as evidence for the decision.
 */
@Injectable()
export class Passkeys {
  constructor(private readonly options: PasskeyOptions) {}

  /** @throws RangeError for a challenge that is not base64url of 32 bytes or more */
  requestOptions(request: PasskeyRequest): PublicKeyCredentialRequestOptionsJSON {
    return requestOptions(this.options, request);
  }

  /** @throws RangeError for a challenge that is not base64url of 32 bytes or more */
  creationOptions(creation: PasskeyCreation): PublicKeyCredentialCreationOptionsJSON {
    return creationOptions(this.options, creation);
  }

  /** Never throws for what a client sent. The counter is reported, not judged: only the stream knows the newest one. */
  verifyAssertion(assertion: AssertionToVerify): Promise<PasskeyEvidence> {
    return verifyAssertion(this.options, assertion);
  }

  /** Never throws for what a client sent. */
  verifyRegistration(registration: RegistrationToVerify): Promise<RegistrationResult> {
    return verifyRegistration(this.options, registration);
  }
}
