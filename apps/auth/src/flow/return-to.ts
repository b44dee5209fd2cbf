import { RequestInvalid } from '../platform/http/problem.js';

/** Where a sign-in may lead: our own paths, and what the allow-list names. */
export class ReturnTo {
  constructor(
    private readonly publicOrigin: string,
    /** Origins or URL prefixes, each ending in `/`. */
    private readonly allowList: readonly string[],
  ) {}

  /** @returns the address in its normal form. @throws RequestInvalid */
  demand(address: string | undefined): string | null {
    if (address === undefined) return null;
    const url = URL.parse(address, this.publicOrigin);
    // A backslash or control character reads differently to different parsers.
    const odd = /[\\\p{Cc}]/u.test(address);
    if (url === null || odd || url.username !== '' || url.password !== '' || !this.isAllowed(url)) {
      throw new RequestInvalid([{ path: 'returnTo', message: 'Not an allowed address' }]);
    }
    return url.href;
  }

  private isAllowed(url: URL): boolean {
    if (url.protocol !== 'https:' && url.protocol !== 'http:') return false;
    return url.origin === this.publicOrigin || this.allowList.some((prefix) => isUnder(url, new URL(prefix)));
  }
}

const isUnder = (url: URL, prefix: URL): boolean =>
  url.origin === prefix.origin &&
  (url.pathname === prefix.pathname || url.pathname.startsWith(prefix.pathname.endsWith('/') ? prefix.pathname : `${prefix.pathname}/`));
