import type { Bench } from './bench-parts.js';
import { appends, argon2PerSecond, fdatasyncPerSecond } from './machine.js';

/** What the machine can do by itself, taken in the same run. @returns Argon2id verifications per second */
export async function measureMachine({ report, quick }: Bench): Promise<number> {
  const seconds = quick ? 1 : 3;
  const argon2 = await argon2PerSecond(seconds);
  report.add({ name: 'machine: Argon2id verifications', value: argon2, unit: '/s', detail: 'm=19456 KiB, t=2, p=1, all cores' });
  const syncs = fdatasyncPerSecond(seconds);
  report.add({ name: 'machine: fdatasync of 4 KiB', value: syncs, unit: '/s' });
  report.load('durable appends, 1 writer', await appends(1, seconds));
  const many = await appends(64, seconds);
  report.load('durable appends, 64 writers', many, { target: '≥ 8 × fdatasync', reached: many.perSecond >= 8 * syncs });
  return argon2;
}
