import type { IncomingMessage } from 'node:http';
import { CrossSiteRequest } from './problem.js';
import { header } from './request-context.js';

const SAFE_METHODS = new Set(['GET', 'HEAD', 'OPTIONS']);

/**
 * An unsafe request must come from our own pages or from no page at all. Browsers say which in `Origin` and
 * `Sec-Fetch-Site`; a request with cookies must bring one of the two. Clients that are no browser send neither, and no
 * cookies.
 *
 * @param ownOrigin of the host that was asked
 * @throws CrossSiteRequest
 */
export function demandOwnOrigin(raw: IncomingMessage, ownOrigin: string): void {
  if (SAFE_METHODS.has(raw.method ?? '')) return;
  const origin = header(raw, 'origin');
  const site = header(raw, 'sec-fetch-site');
  if (origin !== undefined && origin !== ownOrigin) throw new CrossSiteRequest();
  if (site !== undefined && site !== 'same-origin' && site !== 'none') throw new CrossSiteRequest();
  if (origin === undefined && site === undefined && raw.headers.cookie !== undefined) throw new CrossSiteRequest();
}
