/**
 * Where a sign-in may lead: a path of this service, or an address under an entry of the allow-list. Same scheme, host and
 * port, and whole path segments: `https://a.example/app` allows `/app` and `/app/x`, not `/apple` and no other host.
 *
 * @returns the address to go to, as the browser will read it; `null` when it is not allowed
 */
export function allowedReturnTo(value: string, publicOrigin: string, allowList: readonly string[]): string | null {
  // A browser reads `\` as `/` and drops tabs and line ends; what needs that kindness is no honest address.
  if (/[\\\p{Cc}]/u.test(value) || value.startsWith('//') || !URL.canParse(value, publicOrigin)) return null;
  const url = new URL(value, publicOrigin);
  // `/..//evil.example` comes out of the parser as `//evil.example`, which a browser takes for another host.
  if (url.username !== '' || url.password !== '' || url.pathname.startsWith('//')) return null;
  if (url.origin === publicOrigin) return `${url.pathname}${url.search}${url.hash}`;
  return allowList.some((entry) => isUnder(url, new URL(entry))) ? url.href : null;
}

function isUnder(url: URL, prefix: URL): boolean {
  const folder = prefix.pathname.endsWith('/') ? prefix.pathname : `${prefix.pathname}/`;
  return url.origin === prefix.origin && (url.pathname === prefix.pathname || url.pathname.startsWith(folder));
}
