/**
 * What the tab remembers over a reload: the address typed and where to go afterwards. The service does not tell the
 * address back before the first factor. Gone with the tab, and as soon as the sign-in is over or given up.
 */
const KEY = 'vestibule.sign-in';

export interface Remembered {
  readonly email: string;
  readonly returnTo: string | null;
  /** It was begun by who is signed in, at `returnTo`. */
  readonly inSession?: boolean;
}

export function recall(): Remembered | null {
  try {
    return JSON.parse(sessionStorage.getItem(KEY) ?? 'null') as Remembered | null;
  } catch {
    return null;
  }
}

export function remember(value: Remembered | null): void {
  try {
    if (value === null) sessionStorage.removeItem(KEY);
    else sessionStorage.setItem(KEY, JSON.stringify(value));
  } catch {
    // Storage may be switched off: then a reload asks for the address again.
  }
}
