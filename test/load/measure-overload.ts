import { join } from 'node:path';
import type { Bench } from './bench-parts.js';
import { overload } from './overload.js';
import { defaultHashing, serviceOn } from './running.js';
import { seedInto } from './seed.js';
import { withNewLog } from './seeded-log.js';

const AT_ONCE = 400;

/** More passwords at one moment than can be hashed in useful time, with the limits of the product. */
export async function measureOverload({ report, folder, keys }: Bench): Promise<void> {
  const directory = join(folder, 'overload');
  const env = { ...defaultHashing, HASHING_QUEUE_LENGTH: '200' };
  const { accounts } = await withNewLog(directory, env, (target) => seedInto({ ...target, publicKey: keys.publicKey }, AT_ONCE, { free: true }));
  await using service = await serviceOn(directory, env);
  const { outcomes, health, recoverySeconds } = await overload(service.origin, accounts);
  const served = outcomes.filter(({ status }) => status === 200).length;
  const refused = outcomes.filter(({ status, retryAfter }) => status === 503 && retryAfter !== undefined).length;
  report.add({ name: `${AT_ONCE} passwords at once: served or 503 with Retry-After`, value: served + refused, unit: `of ${AT_ONCE}`, target: 'all', reached: served + refused === AT_ONCE, detail: `${served} served` });
  report.add({ name: '  /healthz meanwhile, p99', value: health.p99, unit: 'ms', target: '≤ 200 ms', reached: health.p99 <= 200, detail: `p50 ${health.p50.toFixed(1)} ms, ${health.count} asked` });
  report.add({ name: '  next sign-in served after', value: recoverySeconds, unit: 's', target: '≤ 10 s', reached: recoverySeconds <= 10 });
}
