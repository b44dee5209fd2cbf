import { call } from './connection.js';
import type { Bench } from './bench-parts.js';
import { summary, under } from './load.js';
import type { People } from './people.js';

/** From the answer that says "signed in" to the moment the new session is in the list that a view answers, under load. */
export async function measureLag({ report, quick }: Pick<Bench, 'report' | 'quick'>, origin: string, people: People): Promise<void> {
  const seconds = quick ? 3 : 8;
  const lags: number[] = [];
  const follow = async (): Promise<void> => {
    const token = await people.signIn();
    const from = performance.now();
    while (!(await isListed(origin, token)) && performance.now() - from < 5_000);
    lags.push(performance.now() - from);
  };
  await Promise.all([under(1, seconds, follow), under(8, seconds, () => people.signIn())]);
  const { p50, p95, p99 } = summary(lags);
  report.add({ name: 'projection lag, p99, while 8 sign in', value: p99, unit: 'ms', target: '≤ 100 ms', reached: p99 <= 100, detail: `p50 ${p50.toFixed(1)} ms, p95 ${p95.toFixed(1)} ms, one request included` });
}

async function isListed(origin: string, token: string): Promise<boolean> {
  const { sessions } = await call<{ sessions: readonly { readonly current: boolean }[] }>(origin, 'GET', '/sessions', { token });
  return sessions.some(({ current }) => current);
}
