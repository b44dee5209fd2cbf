import type { Bench } from './bench-parts.js';
import { call } from './connection.js';
import { summary } from './load.js';

interface Size {
  readonly accounts: number;
  readonly events: number;
}

const SEARCH_MS = 100;
const PAGE_MS = 300;

/** What staff wait for in the console, one request after the other, signed in with a passkey; each look-up is an event, and in the figure. */
export async function measureConsole({ report, quick }: Pick<Bench, 'report' | 'quick'>, origin: string, token: string, { accounts, events }: Size): Promise<void> {
  const get = <Body>(path: string): Promise<Body> => call<Body>(origin, 'GET', `/admin${path}`, { token });
  const timed = async (path: string): Promise<number> => {
    const from = performance.now();
    await get(path);
    return performance.now() - from;
  };
  const rounds = quick ? 3 : 25;
  const add = (name: string, times: readonly number[], most: number): void => {
    const { p50, p95, count } = summary(times);
    report.add({ name, value: p95, unit: 'ms', target: `p95 ≤ ${most} ms`, reached: p95 <= most, detail: `p50 ${p50.toFixed(1)} ms, of ${count}` });
  };
  const [many, all] = [accounts.toLocaleString('en'), events.toLocaleString('en')];

  const typed: number[] = [];
  for (const words of ['schmidt', 'anna weiss', 'lakeside', 'müller', 'kim.nguyen', 'nobody is called so', 'clinic']) {
    for (let letters = 1; letters <= words.length; letters += 1) typed.push(await timed(`/accounts?limit=20&search=${encodeURIComponent(words.slice(0, letters))}`));
  }
  add(`account search, letter by letter, ${many} accounts`, typed, SEARCH_MS);

  const { events: newest } = await get<{ events: readonly { at: string; organizationId: string | null; accountId: string | null }[] }>('/events?limit=50&types=SessionStarted');
  const ofClinic = newest.find(({ organizationId }) => organizationId !== null);
  const [organizationId, accountId] = [ofClinic?.organizationId ?? '', ofClinic?.accountId ?? ''];
  const last = Date.parse(ofClinic?.at ?? '');
  const ago = (days: number): string => new Date(last - days * 86_400_000).toISOString();
  const filters: readonly (readonly [name: string, query: Readonly<Record<string, string>>])[] = [
    ['no filter', {}],
    ['one organization', { organizationId }],
    ['one account', { accountId }],
    ['one type', { types: 'ChallengeFailed' }],
    ['a rare type', { types: 'MfaReset' }],
    ['one outcome', { outcome: 'failure' }],
    ['text: the plain name of a kind', { text: 'wrong password' }],
    ['text: a word in many kinds', { text: 'password' }],
    ['text: a person', { text: 'schmidt' }],
    ['text: an organization', { text: 'lakeside' }],
    ['text: nothing', { text: 'nothing is called so' }],
    ['a window of a week', { from: ago(90), to: ago(83) }],
    ['organization, types, outcome and window', { organizationId, types: 'PasswordRejected,ChallengeFailed', outcome: 'failure', from: ago(200), to: ago(10) }],
    ['organization and text', { organizationId, text: 'wrong password' }],
    ['outcome, text and window', { outcome: 'failure', text: 'password', from: ago(200), to: ago(10) }],
  ];
  const page = async (name: string, path: string, times = rounds): Promise<void> => {
    const taken: number[] = [];
    for (let round = 0; round < times; round += 1) taken.push(await timed(path));
    add(name, taken, PAGE_MS);
  };
  const asked = (query: Readonly<Record<string, string>>): string => new URLSearchParams(query).toString();
  for (const [name, query] of filters) await page(`first page of ${all} events: ${name}`, `/events?${asked(query)}`);
  await page(`histogram of ${all} events`, '/events/histogram?buckets=60');
  await page('histogram of one organization', `/events/histogram?${asked({ buckets: '60', organizationId })}`);
  await page('histogram of a text', `/events/histogram?${asked({ buckets: '60', text: 'wrong password' })}`);
  for (const name of ['mfa-coverage', 'methods', 'sign-ins', 'resets', 'dormant', 'staff-access']) await page(`report: ${name}`, `/reports/${name}`, 3);
}
