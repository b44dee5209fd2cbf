import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { parser } from '@prometheus-io/lezer-promql';
import { parse } from 'yaml';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { EventStore, WrongExpectedVersionError } from '#event-store/event-store.js';
import { Metrics } from '../../apps/auth/src/platform/metrics/metrics.js';
import { password, World } from '../support/world.js';

const token = 'a-token-for-the-scraper-of-this-test';
let world: World;
beforeAll(async () => {
  world = await World.create({ METRICS_TOKEN: token });
  world.app.get(Metrics, { strict: false }).watchProcess();
});
afterAll(() => world.close());

const scrape = (headers: Readonly<Record<string, string>> = { authorization: `Bearer ${token}` }, from = world) => fetch(`${from.origin}/metrics`, { headers });

/** One figure; `undefined` when it is not there. */
async function figure(name: string, labels: Readonly<Record<string, string>> = {}): Promise<number | undefined> {
  const lines = (await (await scrape()).text()).split('\n').filter((line) => line.startsWith(`${name}{`) || line.startsWith(`${name} `));
  const wanted = lines.filter((line) => Object.entries(labels).every(([label, value]) => line.includes(`${label}="${value}"`)));
  return wanted.length === 0 ? undefined : wanted.reduce((sum, line) => sum + Number(line.split(' ').at(-1)), 0);
}

describe('/metrics', () => {
  it('counts what was appended, by method and outcome', async () => {
    const email = 'dana.reyes@riverside.example';
    await world.account(email, { organizationId: await world.organization({ methods: ['authenticator', 'recovery-code'] }) });
    const stranger = world.client();
    await stranger.begin({ email });
    expect((await stranger.send('POST', `/sign-ins/${stranger.signIn.id}/password`, { password: 'not the right one' })).status).toBe(401);
    const client = world.client();
    await client.begin({ email });
    await client.password(password);
    await client.confirmAuthenticator(world.code(client.next('set-up-authenticator').authenticator.secret));
    await client.confirmRecoveryCode();
    client.next('done');

    const events = await world.events(email);
    expect(await figure('vestibule_sign_ins_total', { outcome: 'signed_in', method: 'authenticator' })).toBe(1);
    expect(await figure('vestibule_sign_ins_total', { outcome: 'refused', method: 'password' })).toBe(1);
    for (const type of ['PasswordVerified', 'PasswordRejected', 'SessionStarted']) {
      expect(await figure('vestibule_events_total', { type })).toBe(events.filter((each) => each === type).length);
    }
    expect(await figure('vestibule_append_duration_seconds_count')).toBeGreaterThan(4);
    expect(await figure('vestibule_hashing_wait_seconds_count')).toBeGreaterThan(1);
    expect(await figure('vestibule_http_request_duration_seconds_count', { status: '401' })).toBeGreaterThan(0);
    await expect.poll(() => figure('vestibule_jobs_total', { queue: 'mail-notice', outcome: 'done' })).toBeGreaterThan(0);
  });

  it('counts who lost a race as a conflict', async () => {
    const email = 'race@riverside.example';
    await world.account(email);
    const counted = async (): Promise<number> => (await figure('vestibule_append_failures_total', { reason: 'conflict' })) ?? 0;
    const before = await counted();
    const late = [{ id: randomUUID(), type: 'AccountDisabled', data: {}, metadata: {} }];
    const append = world.app.get(EventStore).append(`account-${await world.accountId(email)}`, late, 'noStream');
    await expect(append).rejects.toThrow(WrongExpectedVersionError);
    expect(await counted()).toBe(before + 1);
    expect(await figure('vestibule_events_total', { type: 'AccountDisabled' })).toBeUndefined();
  });

  it('says how things stand', async () => {
    for (const check of ['eventStore', 'views', 'reactions']) await expect.poll(() => figure('vestibule_ready', { check })).toBe(1);
    expect(await figure('vestibule_projection_stopped')).toBe(0);
    expect(await figure('vestibule_limits_shared')).toBe(0);
    expect(await figure('vestibule_hashing', { state: 'waiting' })).toBe(0);
    expect(await figure('vestibule_jobs', { state: 'given_up' })).toBe(0);
    expect(await figure('nodejs_eventloop_lag_p99_seconds')).toBeGreaterThanOrEqual(0);
  });

  it('says nothing about anybody, and its labels come from closed sets', async () => {
    // What is still at work adds labels of its own.
    for (const state of ['waiting', 'running']) await expect.poll(() => figure('vestibule_jobs', { state })).toBe(0);
    const text = await (await scrape()).text();
    expect(text).not.toMatch(/@|Dana|riverside|127\.0\.0\.1|[0-9a-f]{8}-[0-9a-f]{4}-/i);
    // However many there are: no address, no network, no path of a request is a label.
    for (const path of ['/a', '/b', '/c']) await fetch(`${world.origin}${path}`);
    const series = (all: string): readonly string[] => all.split('\n').filter((line) => line.startsWith('vestibule_')).map((line) => line.split(' ')[0] ?? '');
    const after = new Set(series(await (await scrape()).text()).filter((line) => !line.includes('status="404"')));
    expect([...after].filter((line) => !series(text).includes(line))).toEqual([]);
  });

  it('is for who has the token, and without one for this machine alone', async () => {
    for (const headers of [{}, { authorization: 'Bearer wrong' }, { authorization: token }, { authorization: `Bearer ${token}x` }]) {
      const refused = await scrape(headers);
      expect([refused.status, refused.headers.get('www-authenticate'), ((await refused.json()) as { code: string }).code]).toEqual([401, 'Bearer', 'metrics.tokenRejected']);
    }
    const answer = await scrape();
    expect([answer.status, answer.headers.get('content-type'), answer.headers.get('cache-control')]).toEqual([200, 'text/plain; version=0.0.4; charset=utf-8', 'no-store']);
    const open = await World.create();
    try {
      expect((await scrape({}, open)).status).toBe(200);
      expect((await scrape({ 'x-forwarded-for': '127.0.0.1' }, open)).status).toBe(404);
    } finally {
      await open.close();
    }
  });
});

/** Every metric that a query asks for. @throws the query is no PromQL */
function metricsIn(expr: string): readonly string[] {
  // Filled in by Grafana.
  const query = expr.replaceAll('$__rate_interval', '5m');
  const names: string[] = [];
  parser.parse(query).iterate({
    enter: ({ type, from, to }) => {
      if (type.isError) throw new Error(`no PromQL at ${from}: ${query}`);
      if (type.name === 'VectorSelector') names.push(/^[a-zA-Z_:][\w:]*/.exec(query.slice(from, to))?.[0] ?? '');
    },
  });
  return names;
}

/** As Prometheus knows them: a histogram has buckets, a sum and a count. */
async function exposed(): Promise<ReadonlySet<string>> {
  const types = [...(await (await scrape()).text()).matchAll(/^# TYPE (\S+) (\w+)$/gm)];
  return new Set(types.flatMap(([, name = '', kind]) => (kind === 'histogram' ? ['_bucket', '_sum', '_count'].map((end) => name + end) : [name])));
}

interface Panel {
  readonly id: number;
  readonly type: string;
  readonly title: string;
  readonly gridPos: { readonly x: number; readonly y: number; readonly w: number; readonly h: number };
  readonly targets: readonly { readonly refId: string; readonly expr: string }[];
}

describe('docs/grafana-dashboard.json', () => {
  const dashboard = JSON.parse(readFileSync('docs/grafana-dashboard.json', 'utf8')) as { uid: string; title: string; schemaVersion: number; panels: readonly Panel[]; templating: { list: readonly { name: string }[] } };
  const queries = dashboard.panels.flatMap(({ targets }) => targets.map(({ expr }) => expr));

  it('is laid out as Grafana takes it', () => {
    expect(dashboard).toMatchObject({ uid: 'vestibule', title: 'Vestibule', schemaVersion: expect.any(Number) as number });
    const { panels } = dashboard;
    expect(new Set(panels.map(({ id }) => id)).size).toBe(panels.length);
    const cells = panels.flatMap(({ gridPos: { x, y, w, h } }) => Array.from({ length: w * h }, (_, at) => `${x + (at % w)},${y + Math.floor(at / w)}`));
    expect(new Set(cells).size).toBe(cells.length);
    for (const { type, gridPos, targets } of panels) {
      expect(['stat', 'timeseries']).toContain(type);
      expect(gridPos.x + gridPos.w).toBeLessThanOrEqual(24);
      expect(new Set(targets.map(({ refId }) => refId)).size).toBe(targets.length);
    }
    const variables = new Set([...dashboard.templating.list.map(({ name }) => name), '__rate_interval']);
    for (const [, name] of JSON.stringify(dashboard).matchAll(/\$\{?(\w+)/g)) expect([...variables, '__all']).toContain(name);
  });

  it('asks for what there is, and leaves nothing of ours out', async () => {
    const there = await exposed();
    const asked = new Set(queries.flatMap(metricsIn));
    expect([...asked].filter((name) => !there.has(name))).toEqual([]);
    const ours = [...there].filter((name) => name.startsWith('vestibule_') && !/_(?:bucket|sum|count)$/.test(name));
    expect(ours.filter((name) => !asked.has(name))).toEqual([]);
    for (const name of ['append_duration', 'http_request_duration', 'hashing_wait']) expect(asked).toContain(`vestibule_${name}_seconds_bucket`);
    expect(() => metricsIn('sum by (le (rate(x[5m]))')).toThrow(/no PromQL/);
  });
});

describe('docs/prometheus-alerts.yml', () => {
  interface Rule {
    readonly alert: string;
    readonly expr: string;
    readonly annotations: { readonly summary: string };
  }
  const { groups } = parse(readFileSync('docs/prometheus-alerts.yml', 'utf8')) as { groups: readonly { name: string; rules: readonly Rule[] }[] };
  const rules = groups.flatMap((group) => group.rules);

  it('asks for what there is', async () => {
    const there = await exposed();
    // `up` is what Prometheus itself says about a scrape.
    expect(rules.flatMap(({ expr }) => metricsIn(expr)).filter((name) => name !== 'up' && !there.has(name))).toEqual([]);
  });

  it('is explained to the operator', () => {
    const operations = readFileSync('docs/operations.md', 'utf8');
    expect(rules.filter(({ alert }) => !operations.includes(`\`${alert}\``))).toEqual([]);
  });
});
