import { randomBytes } from 'node:crypto';

/** The keys that all instances over one log have to share, as settings. */
export function sharedKeys(): Readonly<Record<'MASTER_KEYS' | 'PEPPERS' | 'INDEX_KEY', string>> {
  const key = (): string => randomBytes(32).toString('base64');
  return { MASTER_KEYS: `m1:${key()}`, PEPPERS: `p1:${key()}`, INDEX_KEY: key() };
}
