import { z } from 'zod';
import type { PasskeyFailure } from '#domain/account/events.js';
import { parseStrictJson } from '../../platform/http/strict-json.js';
import { isSameChallenge } from './challenge.js';

export interface ExpectedClientData {
  readonly type: 'webauthn.create' | 'webauthn.get';
  readonly challenge: string;
  readonly origins: readonly string[];
}

const BYTE_ORDER_MARK = Buffer.from([0xef, 0xbb, 0xbf]);
/** Ours has one level; clients may add members, and some do so to keep servers from comparing text (§5.8.1). */
const MAXIMUM_DEPTH = 4;

/** CollectedClientData (WebAuthn Level 3 §5.8.1), with the member that Level 2 had. */
const clientDataSchema = z.looseObject({
  type: z.string(),
  challenge: z.string(),
  origin: z.string(),
  crossOrigin: z.boolean().optional(),
  topOrigin: z.unknown().optional(),
  tokenBinding: z.looseObject({ status: z.enum(['present', 'supported']) }).optional(),
});

/**
 * What the client says it was asked, by whom and where (WebAuthn Level 3 §7.1, §7.2): why it is refused, or `null`.
 *
 * No page of ours is ever framed by another origin, so `crossOrigin` and `topOrigin` mean somebody else's page (§13.4.9).
 */
export function clientDataFault(bytes: Uint8Array, expected: ExpectedClientData): PasskeyFailure | null {
  const clientData = read(bytes);
  if (clientData === undefined || clientData.type !== expected.type) return 'malformed';
  if (!isSameChallenge(clientData.challenge, expected.challenge)) return 'wrongChallenge';
  if (!expected.origins.includes(clientData.origin)) return 'wrongOrigin';
  if (clientData.crossOrigin === true || clientData.topOrigin !== undefined) return 'wrongOrigin';
  return null;
}

/**
 * A member given twice is read differently by different parsers, so there is one reading or none. A byte order mark is
 * stripped, as UTF-8 decoding does (§7.2).
 */
function read(bytes: Uint8Array): z.infer<typeof clientDataSchema> | undefined {
  const isMarked = BYTE_ORDER_MARK.equals(bytes.subarray(0, BYTE_ORDER_MARK.length));
  try {
    return clientDataSchema.parse(parseStrictJson(isMarked ? bytes.subarray(BYTE_ORDER_MARK.length) : bytes, MAXIMUM_DEPTH));
  } catch {
    return undefined;
  }
}
