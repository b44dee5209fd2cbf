import type { generateKeyPairSync } from 'node:crypto';
import type { Report } from './report.js';

/** What all parts of the bench share. */
export interface Bench {
  readonly report: Report;
  readonly quick: boolean;
  /** Removed at the end. */
  readonly folder: string;
  /** Everybody's passkey. */
  readonly keys: ReturnType<typeof generateKeyPairSync>;
}
