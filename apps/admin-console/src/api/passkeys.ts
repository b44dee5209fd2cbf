import { startAuthentication, type PublicKeyCredentialRequestOptionsJSON } from '@simplewebauthn/browser';
import { ApiProblem } from './api-problem';

/** Only the browser looks inside. */
export type PasskeyOptions = PublicKeyCredentialRequestOptionsJSON;

/** Fails with `passkey.cancelled` when the person, or the browser after a while, said no (they look the same on purpose). */
export async function askForPasskey(optionsJSON: PasskeyOptions): Promise<object> {
  try {
    const credential = await startAuthentication({ optionsJSON });
    return { ...credential, response: { ...credential.response } };
  } catch (error) {
    const name = error instanceof Error ? error.name : '';
    throw new ApiProblem(name === 'NotAllowedError' || name === 'AbortError' ? 'passkey.cancelled' : 'passkey.failed', 0);
  }
}
