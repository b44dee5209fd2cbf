import { createHmac, type KeyObject } from 'node:crypto';
import { domainToASCII } from 'node:url';
import { BoundedMap } from '../bounded-map.js';
import { networkOf } from '../network.js';
import { base32 } from './base32.js';
import type { Keyring } from './keyring.js';

/**
 * Names for things that must be found again and not be read: HMAC-SHA-256, 160 bits, as 32 characters of lower-case
 * base32 (safe in a stream id, a URL and a file name). One key per purpose, so that equal texts of two purposes differ.
 */
export class KeyedHash {
  private readonly keys: Readonly<Record<Purpose, KeyObject>>;
  /** Every request of a sign-in asks for its network's, one of them twice. */
  private readonly networks = new BoundedMap<string, string>(1_000);

  constructor(keyring: Keyring) {
    const key = (purpose: Purpose): KeyObject => keyring.subKey(`keyed-hash/${purpose}/v1`);
    this.keys = {
      email: key('email'),
      network: key('network'),
      device: key('device'),
      credential: key('credential'),
      token: key('token'),
    };
  }

  /** Of a mail address in its normal form, for the stream `email-<hash>`. */
  email(address: string): string {
    return this.hash('email', normalEmail(address));
  }

  /** Of an IPv4 address, or of the /64 of an IPv6 address. */
  network(address: string): string {
    const known = this.networks.get(address);
    if (known !== undefined) return known;
    const hashed = this.hash('network', networkOf(address));
    this.networks.set(address, hashed);
    return hashed;
  }

  /** Of the id by which a browser or an app installation is known. */
  device(id: string): string {
    return this.hash('device', id);
  }

  /** Of a credential id (base64url), for the stream `passkey-<hash>`. */
  credential(id: string): string {
    return this.hash('credential', id);
  }

  /** Of a bearer token: what the store keeps instead of it. */
  token(text: string): string {
    return this.hash('token', text);
  }

  private hash(purpose: Purpose, text: string): string {
    return base32(createHmac('sha256', this.keys[purpose]).update(text, 'utf8').digest().subarray(0, 20));
  }
}

type Purpose = 'email' | 'network' | 'device' | 'credential' | 'token';

/** What is its own form in ASCII, without asking the parser of URLs for it; the last label is no number, so that it is no address. */
const PLAIN_DOMAIN = /^(?!(?:.*\.)?xn--)(?:[a-z0-9]+(?:-[a-z0-9]+)*\.)+[a-z]+$/;

/**
 * One form for all spellings of an address: NFC, trimmed, lower case, its domain in ASCII (RFC 5891). Nothing is judged:
 * what is no address comes back in a stable form too.
 */
export function normalEmail(address: string): string {
  const text = address.normalize('NFC').trim().toLowerCase().normalize('NFC');
  const at = text.lastIndexOf('@');
  if (at < 0) return text;
  const domain = text.slice(at + 1);
  if (PLAIN_DOMAIN.test(domain)) return text;
  return `${text.slice(0, at)}@${domainToASCII(domain) || domain}`;
}
