import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * How far the demonstration has come. `begun`: perhaps not whole, its passwords perhaps never seen. `shown`: whole, and its
 * passwords are not shown again. Losing the file only means that nothing is completed or shown any more.
 */
export type DemonstrationState = 'none' | 'begun' | 'shown';

const fileIn = (dataDir: string): string => join(dataDir, 'demonstration.json');

export function readMarker(dataDir: string): DemonstrationState {
  try {
    const { state } = JSON.parse(readFileSync(fileIn(dataDir), 'utf8')) as { readonly state?: unknown };
    return state === 'begun' || state === 'shown' ? state : 'none';
  } catch {
    return 'none';
  }
}

export function writeMarker(dataDir: string, state: Exclude<DemonstrationState, 'none'>): void {
  writeFileSync(fileIn(dataDir), `${JSON.stringify({ state })}\n`, { mode: 0o600 });
}
