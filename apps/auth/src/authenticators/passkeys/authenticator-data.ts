import { createHash } from 'node:crypto';
import { parseAuthenticatorData } from '@simplewebauthn/server/helpers';
import type { PasskeyFailure } from '#domain/account/events.js';
import { cborEnd } from './cbor-structure.js';

export type AuthenticatorData = ReturnType<typeof parseAuthenticatorData>;

/** RP id hash, flags, counter; then what the flags announce (WebAuthn Level 3 §6.1). */
const FLAGS = 32;
const FIXED_BYTES = 37;
const ATTESTED_FLAG = 0x40;
const EXTENSIONS_FLAG = 0x80;
/** AAGUID and the length of the credential id (§6.5.1). */
const AAGUID_BYTES = 16;
const LENGTH_BYTES = 2;
/** The key and the extensions are maps (RFC 8949 §3.1). */
const CBOR_MAP = 5;

/**
 * The authenticator data, if it is well-formed and nothing stands behind it. A registration attests a credential, an
 * assertion does not (§6.1).
 */
export function readAuthenticatorData(bytes: Uint8Array<ArrayBuffer>, kind: 'registration' | 'assertion'): AuthenticatorData | undefined {
  const flags = bytes[FLAGS] ?? 0;
  const isAttested = (flags & ATTESTED_FLAG) !== 0;
  if (bytes.length < FIXED_BYTES || isAttested !== (kind === 'registration')) return undefined;

  const keyStart = FIXED_BYTES + AAGUID_BYTES + LENGTH_BYTES + credentialIdLength(bytes);
  const extensionsStart = isAttested ? mapEnd(bytes, keyStart) : FIXED_BYTES;
  const end = (flags & EXTENSIONS_FLAG) === 0 ? extensionsStart : mapEnd(bytes, extensionsStart);
  return end === bytes.length ? parseAuthenticatorData(bytes) : undefined;
}

function mapEnd(bytes: Uint8Array, start: number | undefined): number | undefined {
  const isMap = start !== undefined && (bytes[start] ?? 0) >> 5 === CBOR_MAP;
  return isMap ? cborEnd(bytes, start, 1) : undefined;
}

function credentialIdLength(bytes: Uint8Array): number {
  const start = FIXED_BYTES + AAGUID_BYTES;
  return (bytes[start] ?? 0) * 256 + (bytes[start + 1] ?? 0);
}

/** Whose authenticator data it is, and whether somebody was there and verified (§7.1, §7.2): why it is refused, or `null`. */
export function authenticatorDataFault({ rpIdHash, flags }: AuthenticatorData, rpId: string): PasskeyFailure | null {
  if (!createHash('sha256').update(rpId).digest().equals(rpIdHash)) return 'wrongRelyingParty';
  if (!flags.up) return 'userNotPresent';
  if (!flags.uv) return 'userNotVerified';
  // §6.1.3: what cannot be backed up is not backed up.
  return flags.bs && !flags.be ? 'malformed' : null;
}
