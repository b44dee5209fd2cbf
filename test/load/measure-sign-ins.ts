import { join } from 'node:path';
import type { Bench } from './bench-parts.js';
import { under } from './load.js';
import { People } from './people.js';
import { cpuMs, memoryMb } from './process.js';
import { commitsOf } from './wal.js';
import { cheapHashing, defaultHashing, serviceOn } from './running.js';
import { seed } from './seed.js';
import { measureLag } from './measure-lag.js';

/** Sign-ins and session checks on a small log, with the hashing of production and with next to none. */
export async function measureSignIns(bench: Bench, argon2: number): Promise<void> {
  await withDefaultHashing(bench, argon2);
  await withCheapHashing(bench);
}

async function withDefaultHashing({ report, quick, folder, keys }: Bench, argon2: number): Promise<void> {
  const { directory, accounts } = await seed(join(folder, 'default'), quick ? 500 : 2_000, defaultHashing, keys.publicKey);
  // The first start builds the views; idle is a service that finds them as they are.
  await (await serviceOn(directory, defaultHashing)).stop();
  await using service = await serviceOn(directory, defaultHashing);
  report.add({ name: 'idle memory', value: memoryMb(service.pid!), unit: 'MB', target: '≤ 200 MB', reached: memoryMb(service.pid!) <= 200 });
  const people = new People(service.origin, accounts, keys.privateKey);
  for (const atATime of [1, 16, 64]) {
    const measured = await under(atATime, quick ? 3 : 8, () => people.signIn());
    const share = measured.perSecond / argon2;
    const judged = atATime === 1 ? {} : { target: '≥ 0.65 of the Argon2id rate', reached: share >= 0.65 };
    report.load(`MFA sign-ins, Argon2id, ${atATime} at a time (${share.toFixed(2)} of Argon2id)`, measured, judged);
  }
  report.load('sign-ins with passkey, Argon2id, 16 at a time', await under(16, quick ? 2 : 6, () => people.signInWithPasskey()));
  await checksBesideSignIns({ report, quick }, people);
}

async function checksBesideSignIns({ report, quick }: Pick<Bench, 'report' | 'quick'>, people: People): Promise<void> {
  const seconds = quick ? 3 : 8;
  const [checks] = await Promise.all([under(1, seconds, () => people.check()), under(16, seconds, () => people.signIn())]);
  report.load('session checks, 1 at a time, while 16 sign in with Argon2id', checks, { target: 'p99 ≤ 100 ms', reached: checks.p99 <= 100 });
}

async function withCheapHashing({ report, quick, folder, keys }: Bench): Promise<void> {
  const { directory, accounts } = await seed(join(folder, 'cheap'), quick ? 3_000 : 10_000, cheapHashing, keys.publicKey);
  await using service = await serviceOn(directory, cheapHashing);
  const people = new People(service.origin, accounts, keys.privateKey);
  const commits = await commitsOf(directory, 20, () => people.signIn());
  report.add({ name: 'durable commits per MFA sign-in', value: commits, unit: '', target: '2', reached: commits <= 2.05 });
  // Until the compiler has seen everything: what it takes would be on the account of the first ones.
  await under(16, quick ? 2 : 8, () => people.signIn());
  for (const atATime of [1, 16, 64]) {
    const before = cpuMs(service.pid!);
    const measured = await under(atATime, quick ? 3 : 6, () => people.signIn());
    // The warm-up is not in the count, but in the processor time: a tenth of both.
    const cpu = ((cpuMs(service.pid!) - before) * 0.9) / measured.count;
    report.load(`MFA sign-ins, cheap hashing, ${atATime} at a time`, measured, atATime === 1 ? {} : { target: '≥ 1,000/s', reached: measured.perSecond >= 1_000 });
    report.add({ name: `  processor time of the service per sign-in, ${atATime} at a time`, value: cpu, unit: 'ms', target: '≤ 1 ms', reached: cpu <= 1 });
  }
  report.load('sign-ins with passkey, cheap hashing, 16 at a time', await under(16, quick ? 2 : 6, () => people.signInWithPasskey()));
  const checks = await under(16, quick ? 2 : 6, () => people.check());
  report.load('session checks, 16 at a time', checks, { target: '≥ 10,000/s', reached: checks.perSecond >= 10_000 });
  await measureLag({ report, quick }, service.origin, people);
}
