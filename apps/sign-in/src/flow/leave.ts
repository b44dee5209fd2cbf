/**
 * The service answers only addresses from its allow-list. Whatever it answers, a script address would run here with
 * the rights of the sign-in pages, so that it is a web address is checked once more.
 */
export function webAddress(returnTo: string, base: string): string | null {
  if (!URL.canParse(returnTo, base)) return null;
  const url = new URL(returnTo, base);
  return url.protocol === 'https:' || url.protocol === 'http:' ? url.href : null;
}
