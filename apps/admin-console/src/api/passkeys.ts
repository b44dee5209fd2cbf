import { startAuthentication, type PublicKeyCredentialRequestOptionsJSON } from '@simplewebauthn/browser';
import { ApiProblem } from '#pages/api/api-problem';
import type { Schemas } from './shapes';

/**
 * @param options PublicKeyCredentialRequestOptionsJSON; only the browser looks inside
 * @throws {ApiProblem} `passkey.cancelled` when the person, or the browser after a while, said no (they look the same on purpose)
 */
export async function askForPasskey(options: Schemas['PasskeyRequestOptions'] | Schemas['ActionProofOptions']['options']): Promise<Schemas['PasskeyAssertion']> {
  try {
    const credential = await startAuthentication({ optionsJSON: options as unknown as PublicKeyCredentialRequestOptionsJSON });
    return { ...credential, response: { ...credential.response } };
  } catch (error) {
    const name = error instanceof Error ? error.name : '';
    throw new ApiProblem(name === 'NotAllowedError' || name === 'AbortError' ? 'passkey.cancelled' : 'passkey.failed', 0);
  }
}
