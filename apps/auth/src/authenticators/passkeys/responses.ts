import { base64urlBytes } from './base64url.js';

/** WebAuthn Level 3 §7.1 step 25. */
export const CREDENTIAL_ID_BYTES = 1_023;
/** WebAuthn Level 3 §5.4.3. */
const USER_HANDLE_BYTES = 64;

/** The credential id that a response names, for the look-up; `undefined` when there is none that could exist. */
export function credentialIdOf(response: unknown): string | undefined {
  const id = member(response, 'id');
  return typeof id === 'string' && base64urlBytes(id, 1, CREDENTIAL_ID_BYTES) !== undefined ? id : undefined;
}

/** The user handle that an assertion carries, for the look-up without a password. */
export function userHandleOf(response: unknown): string | undefined {
  const handle = member(member(response, 'response'), 'userHandle');
  return typeof handle === 'string' && base64urlBytes(handle, 1, USER_HANDLE_BYTES) !== undefined ? handle : undefined;
}

function member(value: unknown, key: string): unknown {
  return typeof value === 'object' && value !== null && Object.hasOwn(value, key) ? (value as Record<string, unknown>)[key] : undefined;
}
