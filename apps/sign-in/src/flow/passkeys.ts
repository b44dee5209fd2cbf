import {
  WebAuthnError,
  browserSupportsWebAuthn,
  browserSupportsWebAuthnAutofill,
  platformAuthenticatorIsAvailable,
  startAuthentication,
  startRegistration,
  WebAuthnAbortService,
  type PublicKeyCredentialCreationOptionsJSON,
  type PublicKeyCredentialRequestOptionsJSON,
} from '@simplewebauthn/browser';
import type { PasskeyAnswer, PasskeyOptions } from '../api/api';

/** Why no passkey came: the person (or the browser after a while) said no, the device has one already, or it broke. */
export type PasskeyRefusal = 'cancelled' | 'known' | 'failed';
export type PasskeyOutcome = { readonly credential: PasskeyAnswer } | { readonly refusal: PasskeyRefusal };

export const passkeysSupported = browserSupportsWebAuthn;
export const unlockAvailable = platformAuthenticatorIsAvailable;

export function askForPasskey(options: PasskeyOptions): Promise<PasskeyOutcome> {
  return outcome(startAuthentication({ optionsJSON: options }));
}

/**
 * Offers passkeys in the browser's autofill list; waits until one is chosen or another request takes over.
 * @param wanted asked when the browser has said that it can: by then the page may be gone, or another request under way
 */
export async function offerPasskeyInAutofill(options: PasskeyOptions, wanted: () => boolean): Promise<PasskeyOutcome> {
  if (!(await browserSupportsWebAuthnAutofill())) return { refusal: 'failed' };
  if (!wanted()) return { refusal: 'cancelled' };
  const optionsJSON = options as unknown as PublicKeyCredentialRequestOptionsJSON;
  return outcome(startAuthentication({ optionsJSON, useBrowserAutofill: true }));
}

export function createPasskey(options: PasskeyOptions): Promise<PasskeyOutcome> {
  return outcome(startRegistration({ optionsJSON: options as unknown as PublicKeyCredentialCreationOptionsJSON }));
}

export function stopAskingForPasskeys(): void {
  WebAuthnAbortService.cancelCeremony();
}

async function outcome(ceremony: Promise<PasskeyAnswer>): Promise<PasskeyOutcome> {
  try {
    return { credential: await ceremony };
  } catch (error) {
    return { refusal: refusalOf(error) };
  }
}

function refusalOf(error: unknown): PasskeyRefusal {
  if (error instanceof WebAuthnError && error.code === 'ERROR_AUTHENTICATOR_PREVIOUSLY_REGISTERED') return 'known';
  // NotAllowedError stands for "cancelled" and "timed out" alike, so that a page cannot tell (WebAuthn Level 3 §14.5).
  const name = error instanceof Error ? error.name : '';
  return name === 'NotAllowedError' || name === 'AbortError' ? 'cancelled' : 'failed';
}
