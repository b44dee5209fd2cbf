import { createPublicKey, type JsonWebKey, type KeyObject } from 'node:crypto';
import { isoCBOR } from '@simplewebauthn/server/helpers';
import { base64url } from './base64url.js';

const ES256 = -7;
const EDDSA = -8;
const RS256 = -257;

/** What is offered, the one we like best first (IANA "COSE Algorithms"; RFC 9053, RFC 8812). */
export const algorithms = [ES256, EDDSA, RS256] as const;

/** Labels of a COSE key (RFC 9052 §7.1, RFC 9053 §7, RFC 8230 §4). */
const Label = { kty: 1, alg: 3, crv: -1, x: -2, y: -3, n: -1, e: -2 } as const;
const KeyType = { okp: 1, ec2: 2, rsa: 3 } as const;
const Curve = { p256: 1, ed25519: 6 } as const;
const COORDINATE_BYTES = 32;

type CoseKey = ReadonlyMap<unknown, unknown>;

/**
 * Whether this is a key of an algorithm that was offered, and one that can be used: the right type and curve, a point on
 * it, an RSA modulus of 2048 to 4096 bits, and nothing besides (WebAuthn Level 3 §5.8.5, §6.5.1). Without attestation
 * nothing else looks at the key before the first sign-in with it.
 */
export function isOfferedKey(publicKey: Uint8Array<ArrayBuffer>): boolean {
  const key: unknown = isoCBOR.decodeFirst(publicKey);
  if (!(key instanceof Map)) return false;
  const jwk = jwkOf(key);
  const imported = jwk === undefined ? undefined : importKey(jwk);
  return imported !== undefined && (imported.asymmetricKeyType !== 'rsa' || isUsableRsa(imported));
}

function jwkOf(key: CoseKey): JsonWebKey | undefined {
  const [kty, crv] = [key.get(Label.kty), key.get(Label.crv)];
  switch (key.get(Label.alg)) {
    case ES256: {
      const [x, y] = [coordinate(key, Label.x), coordinate(key, Label.y)];
      return kty === KeyType.ec2 && crv === Curve.p256 && key.size === 5 && x && y ? { kty: 'EC', crv: 'P-256', x, y } : undefined;
    }
    case EDDSA: {
      const x = coordinate(key, Label.x);
      return kty === KeyType.okp && crv === Curve.ed25519 && key.size === 4 && x ? { kty: 'OKP', crv: 'Ed25519', x } : undefined;
    }
    case RS256: {
      const [n, e] = [bytesAt(key, Label.n), bytesAt(key, Label.e)];
      return kty === KeyType.rsa && key.size === 4 && n && e ? { kty: 'RSA', n: base64url(n), e: base64url(e) } : undefined;
    }
    default:
      return undefined;
  }
}

function coordinate(key: CoseKey, label: number): string | undefined {
  const bytes = bytesAt(key, label);
  return bytes?.length === COORDINATE_BYTES ? base64url(bytes) : undefined;
}

function bytesAt(key: CoseKey, label: number): Uint8Array | undefined {
  const value = key.get(label);
  return value instanceof Uint8Array ? value : undefined;
}

/** Refuses a point that is not on the curve. */
function importKey(jwk: JsonWebKey): KeyObject | undefined {
  try {
    return createPublicKey({ key: jwk, format: 'jwk' });
  } catch {
    return undefined;
  }
}

/** NIST SP 800-131A: 2048 bits at least. The upper ends keep one verification short. */
function isUsableRsa(key: KeyObject): boolean {
  const { modulusLength = 0, publicExponent = 0n } = key.asymmetricKeyDetails ?? {};
  const isExponent = publicExponent >= 3n && publicExponent < 2n ** 32n && publicExponent % 2n === 1n;
  return modulusLength >= 2_048 && modulusLength <= 4_096 && isExponent;
}
