import { timingSafeEqual } from 'node:crypto';
import type { Derived } from '../../platform/keys/derived.js';
import { normalCode } from '../totp/totp.js';

/** Six digits, derived from the challenge: neither kept nor handed to a job. */
export class EmailCodes {
  constructor(private readonly derived: Derived) {}

  matches(challengeId: string, typed: string): boolean {
    const expected = Buffer.from(this.derived.emailCode(challengeId));
    const given = Buffer.from(normalCode(typed));
    return given.length === expected.length && timingSafeEqual(given, expected);
  }
}

/** `d•••@riverside.example`: enough to recognise, too little to learn. */
export function maskedAddress(address: string): string {
  const at = address.lastIndexOf('@');
  const [first = ''] = address.slice(0, at);
  return `${first}•••${address.slice(at)}`;
}
