import type { WithRaw } from '../platform/http/request-context.js';

/** RFC 6750 §2.1; `undefined` without one. */
export function bearerOf(request: WithRaw): string | undefined {
  return /^Bearer ([\w.~+/-]+=*)$/i.exec(request.raw.headers.authorization ?? '')?.[1];
}
