import { isoCBOR } from '@simplewebauthn/server/helpers';
import { type AuthenticatorData, readAuthenticatorData } from './authenticator-data.js';
import { cborEnd } from './cbor-structure.js';

export interface Unattested {
  readonly data: AuthenticatorData;
  /** The attestation object with format `none`. */
  readonly object: Uint8Array<ArrayBuffer>;
}

/**
 * The attestation object (WebAuthn Level 3 §6.5.4) without its statement; `undefined` when it is not well-formed.
 *
 * We ask for attestation `none`. A self attestation comes all the same (§5.1.3), and clients that pass everything on send
 * others. No trust is taken from any of them, so they are **taken as `none`, unread**: refusing them would shut out devices
 * for nothing, and reading them would mean parsing certificates that a stranger wrote.
 * A statement under the format `none` is a contradiction and refused (§8.7).
 */
export function withoutStatement(attestationObject: Uint8Array<ArrayBuffer>): Unattested | undefined {
  if (cborEnd(attestationObject, 0, 1) !== attestationObject.length) return undefined;
  const decoded: unknown = isoCBOR.decodeFirst(attestationObject);
  if (!(decoded instanceof Map)) return undefined;
  const [format, statement, authData]: unknown[] = ['fmt', 'attStmt', 'authData'].map((key): unknown => decoded.get(key));
  if (typeof format !== 'string' || !isStatement(format, statement) || !(authData instanceof Uint8Array)) return undefined;

  const bytes = Uint8Array.from(authData);
  const data = readAuthenticatorData(bytes, 'registration');
  const object = new Map<string, string | Map<string, never> | Uint8Array>([
    ['fmt', 'none'],
    ['attStmt', new Map<string, never>()],
    ['authData', bytes],
  ]);
  return data === undefined ? undefined : { data, object: Uint8Array.from(isoCBOR.encode(object)) };
}

/** A map, or a list of them (§8.9); nothing in it under `none`. */
function isStatement(format: string, statement: unknown): boolean {
  if (format === 'none') return statement instanceof Map && statement.size === 0;
  return statement instanceof Map || Array.isArray(statement);
}
