import type { FastifyReply } from 'fastify';
import { contextOf, type WithRaw } from './request-context.js';

export interface HostCookieOptions {
  /** Seconds until the browser forgets it; left out: when the browser closes. */
  readonly maxAgeSeconds?: number;
}

/** `name` with its prefix, e.g. `__Host-vestibule-session`; `value` base64url, hex or the like. */
export function setHostCookie(reply: FastifyReply, name: HostCookieName, value: string, { maxAgeSeconds }: HostCookieOptions = {}): void {
  if (!/^[\w.~-]*$/.test(value)) throw new TypeError(`the value of cookie ${name} is not plain`);
  const lifetime = maxAgeSeconds === undefined ? '' : `; Max-Age=${Math.max(0, Math.floor(maxAgeSeconds))}`;
  void reply.header('set-cookie', `${name}=${value}; Path=/${lifetime}; HttpOnly; Secure; SameSite=${sameSiteFor(reply)}`);
}

export function clearHostCookie(reply: FastifyReply, name: HostCookieName): void {
  setHostCookie(reply, name, '', { maxAgeSeconds: 0 });
}

/** Nobody comes to the console's host from elsewhere and is signed in with the first request: its pages ask for what they show. */
const sameSiteFor = ({ request }: FastifyReply): 'Lax' | 'Strict' => (contextOf(request).site === 'console' ? 'Strict' : 'Lax');

/**
 * The value of a cookie. The `__Host-` prefix (RFC 6265bis §4.1.3.2) keeps other hosts and plain HTTP from planting one;
 * a name that comes twice all the same is nobody's.
 */
export function readHostCookie(request: WithRaw, name: HostCookieName): string | undefined {
  const values = (request.raw.headers.cookie ?? '')
    .split(';')
    .map((pair) => pair.trim())
    .filter((pair) => pair.startsWith(`${name}=`))
    .map((pair) => pair.slice(name.length + 1));
  const [value] = values;
  return values.length === 1 && value !== '' ? value : undefined;
}

export type HostCookieName = `__Host-${string}`;
