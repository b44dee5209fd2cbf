import { rmSync } from 'node:fs';
import { join } from 'node:path';
import type { Bench } from './bench-parts.js';
import { under } from './load.js';
import { People } from './people.js';
import { memoryMb } from './process.js';
import { cheapHashing, serviceOn } from './running.js';
import { generate } from './large/generate.js';
import { measureConsole } from './measure-console.js';
import { password, seed, type SeededAccount } from './seed.js';

/** Sign-in, start and rebuilding with many accounts, many events, and one very long history. */
export async function measureManyEvents({ report, quick, folder, keys }: Bench): Promise<void> {
  const directory = join(folder, 'many');
  const size = quick ? { accounts: 5_000, events: 50_000 } : { accounts: 100_000, events: 1_000_000 };
  const large = await generate({ directory, ...size, seed: '1', until: new Date(), password, publicKey: keys.publicKey, env: cheapHashing, longest: 20_000 });
  const { events } = large;
  const seconds = quick ? 2 : 5;

  const empty = await emptyStore();
  const rebuilding = performance.now();
  let service = await serviceOn(directory, cheapHashing);
  const rebuildSeconds = (performance.now() - rebuilding - empty.startMs) / 1_000;
  const perSecond = events / rebuildSeconds;
  report.add({ name: `rebuild of all views from ${events.toLocaleString('en')} events`, value: perSecond, unit: 'events/s', target: '≥ 50,000/s', reached: perSecond >= 50_000 });
  await service.stop();

  const starting = performance.now();
  service = await serviceOn(directory, cheapHashing);
  const startSeconds = (performance.now() - starting) / 1_000;
  report.add({ name: `start with ${events.toLocaleString('en')} events and current views`, value: startSeconds, unit: 's', target: '≤ 3 s', reached: startSeconds <= 3, detail: `${(empty.startMs / 1_000).toFixed(2)} s with next to none` });

  try {
    const many = new People(service.origin, large.people, keys.privateKey);
    const ordinary = await under(1, seconds, () => many.signIn());
    const times = (ordinary.p50 / empty.p50).toFixed(2);
    report.load(`MFA sign-ins, cheap hashing, 1 at a time, ${size.accounts.toLocaleString('en')} accounts (${times} × of few)`, ordinary, { target: '≤ 1.2 × of few', reached: ordinary.p50 <= 1.2 * empty.p50 });
    const memory = memoryMb(service.pid!);
    report.add({ name: '  memory after them', value: memory, unit: 'MB', target: '≤ 1.2 × of few', reached: memory <= 1.2 * empty.memory, detail: `${empty.memory.toFixed(0)} MB with few` });
    await longHistory(report, many, large.longest, large.people[0]!);
    await measureConsole({ report, quick }, service.origin, await many.signInWithPasskey(large.staff), { accounts: size.accounts, events });
  } finally {
    await service.stop();
  }

  async function emptyStore(): Promise<{ readonly startMs: number; readonly p50: number; readonly memory: number }> {
    const few = await seed(join(folder, 'few'), 1_000, cheapHashing, keys.publicKey);
    const from = performance.now();
    const running = await serviceOn(few.directory, cheapHashing);
    const startMs = performance.now() - from;
    try {
      const some = new People(running.origin, few.accounts, keys.privateKey);
      const { p50 } = await under(1, seconds, () => some.signIn());
      return { startMs, p50, memory: memoryMb(running.pid!) };
    } finally {
      await running.stop();
      rmSync(few.directory, { recursive: true });
    }
  }
}

/**
 * One person who signs in again and again, with a long history and with a short one. The first sign-in folds the whole history
 * (snapshots are not seeded), the others only what is new. With the passkey: codes count once.
 */
async function longHistory(report: Bench['report'], people: People, account: SeededAccount, short: SeededAccount): Promise<void> {
  const usual = await under(1, 2, () => people.signInWithPasskey(short));
  const from = performance.now();
  await people.signInWithPasskey(account);
  const first = performance.now() - from;
  const long = await under(1, 2, () => people.signInWithPasskey(account));
  const detail = `with a short one: ${usual.p50.toFixed(1)} ms; the first one after a start without snapshot: ${first.toFixed(0)} ms`;
  report.add({ name: 'sign-in with passkey, history of 20,000 events, p50', value: long.p50, unit: 'ms', target: '≤ 1.2 × of a short one', reached: long.p50 <= 1.2 * usual.p50, detail });
}
