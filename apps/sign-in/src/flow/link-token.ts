import { InjectionToken } from '@angular/core';

const ADDRESSES_WITH_TOKEN = /^\/(?:invitation|not-me)\/?$/;

/** The secret part of a link from an e-mail; `null` when the page was opened without it (also after a reload). */
export const LINK_TOKEN = new InjectionToken<string | null>('LINK_TOKEN');

/** Takes the token out of the address bar before anything else runs: not into history, not onto a shared screen. */
export function takeLinkToken(location: Location, history: History): string | null {
  if (!ADDRESSES_WITH_TOKEN.test(location.pathname)) return null;
  const token = location.hash.slice(1);
  if (token === '') return null;
  history.replaceState(history.state, '', location.pathname);
  return token;
}
