import { createHmac, timingSafeEqual, type KeyObject } from 'node:crypto';
import type { Keyring } from './keyring.js';

/** Whose, and which: what a link in a mail says. */
export interface LinkTarget {
  readonly accountId: string;
  readonly id: string;
}

/**
 * Values that are computed again instead of being kept: a mail job carries the id of the challenge, never its code, and
 * the store holds neither code nor link. They come from INDEX_KEY, so that a change of master key voids none of them.
 */
export class Derived {
  private readonly keys: { readonly emailCode: KeyObject; readonly invitation: KeyObject; readonly freeze: KeyObject };

  constructor(keyring: Keyring) {
    this.keys = {
      emailCode: keyring.subKey('email-code/v1'),
      invitation: keyring.subKey('invitation/v1'),
      freeze: keyring.subKey('freeze/v1'),
    };
  }

  /** The six digits mailed for a challenge; every code is equally likely. */
  emailCode(challengeId: string): string {
    // The largest multiple of 10^6 below 2^32: words above it would favour small codes.
    const fair = 4_294_000_000;
    for (let round = 0; ; round += 1) {
      const block = createHmac('sha256', this.keys.emailCode).update(`${challengeId}:${round}`).digest();
      for (let offset = 0; offset < block.length; offset += 4) {
        const word = block.readUInt32BE(offset);
        if (word < fair) return String(word % 1_000_000).padStart(6, '0');
      }
    }
  }

  /** Goes into the fragment of the invitation's link. Whether it is still open is decided from the account's stream. */
  invitationToken(accountId: string, invitationId: string): string {
    return writeToken(this.keys.invitation, { accountId, id: invitationId });
  }

  /** `undefined` for everything that this service did not write as an invitation. */
  readInvitationToken(token: string): LinkTarget | undefined {
    return readToken(this.keys.invitation, token);
  }

  /** "This wasn't me": freezes the account that got the notice `noticeId`. */
  freezeToken(accountId: string, noticeId: string): string {
    return writeToken(this.keys.freeze, { accountId, id: noticeId });
  }

  readFreezeToken(token: string): LinkTarget | undefined {
    return readToken(this.keys.freeze, token);
  }
}

const PART = /^[A-Za-z0-9_-]{1,64}$/;

function writeToken(key: KeyObject, { accountId, id }: LinkTarget): string {
  if (!PART.test(accountId) || !PART.test(id)) throw new TypeError('a link token is made of plain ids');
  return `${accountId}.${id}.${mac(key, accountId, id).toString('base64url')}`;
}

function readToken(key: KeyObject, token: string): LinkTarget | undefined {
  const [accountId = '', id = '', signature = '', ...rest] = token.split('.', 4);
  if (rest.length > 0 || !PART.test(accountId) || !PART.test(id)) return undefined;
  const expected = mac(key, accountId, id);
  const given = Buffer.from(signature, 'base64url');
  // The encoding is compared too: base64url has several spellings of the same bytes.
  if (given.length !== expected.length || given.toString('base64url') !== signature) return undefined;
  return timingSafeEqual(given, expected) ? { accountId, id } : undefined;
}

const mac = (key: KeyObject, accountId: string, id: string): Buffer =>
  createHmac('sha256', key).update(`${accountId}.${id}`).digest();
