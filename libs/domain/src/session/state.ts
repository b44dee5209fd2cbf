import type { Instant } from '../kernel/instant.js';
import type { SessionEnded } from './events.js';

/** One session after its start. */
export interface SessionLife {
  readonly lastActiveAt: Instant | null;
  readonly ended: SessionEnded['reason'] | null;
}

export const freshSessionLife: SessionLife = { lastActiveAt: null, ended: null };
