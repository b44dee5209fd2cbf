import { createHmac, timingSafeEqual, type KeyObject } from 'node:crypto';
import type { Keyring } from '../keys/keyring.js';
import { CsrfRejected } from './problem.js';
import { header, type WithRaw } from './request-context.js';

/** Where the pages put the token. */
export const CSRF_HEADER = 'x-csrf-token';

/**
 * The token that only a page which read our answer can know. It belongs to one credential (the value of a sign-in's or a
 * session's cookie) and changes with it; nothing is stored.
 */
export class CsrfTokens {
  private readonly key: KeyObject;

  constructor(keyring: Keyring) {
    this.key = keyring.subKey('csrf/v1');
  }

  tokenFor(credential: string): string {
    return createHmac('sha256', this.key).update(credential).digest('base64url');
  }

  /** For guards: an unsafe request that brought `credential` in a cookie. @throws CsrfRejected */
  demand(request: WithRaw, credential: string): void {
    const given = Buffer.from(header(request.raw, CSRF_HEADER) ?? '');
    const expected = Buffer.from(this.tokenFor(credential));
    if (given.length !== expected.length || !timingSafeEqual(given, expected)) throw new CsrfRejected();
  }
}
