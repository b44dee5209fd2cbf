import { timingSafeEqual } from 'node:crypto';
import { base64urlBytes } from './base64url.js';

/** WebAuthn Level 3 §13.4.3 asks for 16 bytes; this service for 32. */
const MINIMUM_BYTES = 32;
const MAXIMUM_BYTES = 64;

export function isChallenge(text: string): boolean {
  return base64urlBytes(text, MINIMUM_BYTES, MAXIMUM_BYTES) !== undefined;
}

/** Whether what came back is what was issued. What could never have been issued matches nothing, itself included. */
export function isSameChallenge(received: unknown, issued: string): boolean {
  if (typeof received !== 'string' || received.length !== issued.length || !isChallenge(issued)) return false;
  const [left, right] = [Buffer.from(received), Buffer.from(issued)];
  return left.length === right.length && timingSafeEqual(left, right);
}
