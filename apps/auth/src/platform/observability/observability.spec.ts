import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { httpApp } from '../http/testing/http-app.js';
import { Metrics } from '../metrics/metrics.js';
import { accessLog } from './access-log.js';
import { type StoppableProcess, type StopStep, stopOnSignals } from './graceful-stop.js';
import { createLogger, NestLogger } from './logger.js';
import { ObservabilityModule } from './observability.module.js';
import { ReadinessRegistry } from './readiness.js';

type Line = Readonly<Record<string, unknown>>;

function capture(): { readonly text: string[]; readonly lines: () => readonly Line[]; readonly logger: ReturnType<typeof createLogger> } {
  const text: string[] = [];
  const logger = createLogger({ level: 'trace', destination: { write: (line) => void text.push(line) } });
  return { text, logger, lines: () => text.map((line) => JSON.parse(line) as Line) };
}

describe('the logger', () => {
  it('writes one JSON object a line with an instant in UTC', () => {
    const { logger, lines, text } = capture();
    logger.info({ a: 1 }, 'first\nsecond');
    expect(lines()[0]).toMatchObject({ level: 'info', service: 'vestibule', a: 1, msg: 'first\nsecond' });
    expect(lines()[0]?.['time']).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/);
    expect(text[0]?.trimEnd()).not.toContain('\n');
  });

  it('escapes what a terminal would obey', () => {
    const { logger, text, lines } = capture();
    logger.info('a\u001b[31m\u0085\u2028\u202eb');
    expect(text[0]?.trimEnd()).not.toMatch(/[\p{Cc}\u2028\u202e]/u);
    expect(lines()[0]?.['msg']).toBe('a\u001b[31m\u0085\u2028\u202eb');
  });

  it('writes no secrets', () => {
    const { logger, text } = capture();
    logger.info({ password: 'hunter2', body: { code: 'hunter2', inner: { token: 'hunter2' } }, headers: { cookie: 'hunter2' } }, 'x');
    expect(text[0]).not.toContain('hunter2');
  });

  it('writes name, message, stack and cause of an error, and nothing hung on it', () => {
    const { logger, lines, text } = capture();
    logger.error({ err: Object.assign(new Error('away', { cause: new TypeError('deep') }), { response: 'hunter2' }) }, 'x');
    expect(lines()[0]?.['err']).toMatchObject({ type: 'Error', message: 'away', cause: { type: 'TypeError', message: 'deep' } });
    expect(text[0]).not.toContain('hunter2');
  });

  it('takes what Nest writes', () => {
    const { logger, lines } = capture();
    const alarms: string[] = [];
    const nest = new NestLogger(logger, (alarm) => alarms.push(alarm));
    nest.log('started', 'Router');
    nest.error('broken', 'Error: at x', 'Router');
    nest.warn({ requestId: 'r-1', err: new Error('inner') }, 'Problem');
    nest.fatal(new Error('gone'));
    expect(alarms).toEqual([]);
    nest.error({ alarm: 'streamUnreadable', msg: 'look' });
    expect(alarms).toEqual(['streamUnreadable']);
    expect(lines().slice(0, 4)).toMatchObject([
      { level: 'info', msg: 'started', context: 'Router' },
      { level: 'error', msg: 'broken', stack: 'Error: at x', context: 'Router' },
      { level: 'warn', requestId: 'r-1', context: 'Problem', err: { message: 'inner' } },
      { level: 'fatal', err: { message: 'gone' } },
    ]);
  });
});

describe('health and access log', () => {
  const { logger, lines } = capture();
  let app: NestFastifyApplication;
  beforeAll(async () => {
    app = await httpApp({ imports: [ObservabilityModule] }, { onAnswer: accessLog(logger, new Metrics()) });
    await app.init();
  });
  afterAll(() => app.close());
  const get = (url: string) => app.inject({ method: 'GET', url });

  it('says that the process lives and whether it is ready', async () => {
    const readiness = app.get(ReadinessRegistry);
    let isAway = false;
    readiness.register('eventStore', () => {
      if (isAway) throw new Error('host db-7');
    });
    expect((await get('/healthz')).json()).toEqual({ status: 'alive' });
    expect((await get('/readyz')).json()).toEqual({ status: 'ready', checks: { eventStore: 'ok' }, parts: {} });
    let redis: 'ok' | 'degraded' = 'ok';
    readiness.registerPart('redis', () => redis);
    redis = 'degraded';
    const degraded = await get('/readyz');
    expect([degraded.statusCode, degraded.json()]).toEqual([200, { status: 'ready', checks: { eventStore: 'ok' }, parts: { redis: 'degraded' } }]);
    isAway = true;
    const away = await get('/readyz');
    expect([away.statusCode, away.json()]).toEqual([503, { status: 'notReady', checks: { eventStore: 'failed' }, parts: { redis: 'degraded' } }]);
    readiness.stop();
    const stopping = await get('/readyz');
    expect([stopping.statusCode, stopping.json()]).toEqual([503, { status: 'stopping', checks: {}, parts: {} }]);
    expect((await get('/healthz')).statusCode).toBe(200);
  });

  it('writes a line per answer, without the query', async () => {
    const answer = await get('/nowhere?token=hunter2');
    const line = lines().at(-1);
    expect(line).toMatchObject({ level: 'info', method: 'GET', path: '/nowhere', status: 404, sourceAddress: '127.0.0.1', requestId: answer.headers['x-request-id'] });
    expect(JSON.stringify(lines())).not.toContain('hunter2');
  });
});

describe('stopOnSignals', () => {
  function start(steps: readonly StopStep[]) {
    const listeners: (() => void)[] = [];
    const exits: number[] = [];
    let exited: () => void = () => undefined;
    const done = new Promise<void>((resolve) => (exited = resolve));
    const process: StoppableProcess = {
      on: (_, listener) => listeners.push(listener),
      exit: (code) => {
        exits.push(code);
        exited();
      },
    };
    stopOnSignals({ steps, timeoutSeconds: 5, log: { info: () => undefined, error: () => undefined }, process });
    return { signal: () => listeners[0]?.(), exits, done };
  }

  it('runs the steps in their order and exits', async () => {
    const order: string[] = [];
    const step = (name: string): StopStep => ({ name, run: async () => { await Promise.resolve(); order.push(name); } });
    const { signal, exits, done } = start([step('http'), step('reactions'), step('store')]);
    signal();
    await done;
    expect(order).toEqual(['http', 'reactions', 'store']);
    expect(exits).toEqual([0]);
  });

  it('goes on after a step that fails, and says so', async () => {
    const order: string[] = [];
    const { signal, exits, done } = start([
      { name: 'http', run: () => { throw new Error('stuck'); } },
      { name: 'store', run: () => { order.push('store'); } },
    ]);
    signal();
    await done;
    expect([order, exits]).toEqual([['store'], [1]]);
  });

  it('ends at once at the second signal, but takes the echo of the first for what it is', async () => {
    vi.useFakeTimers({ toFake: ['performance'] });
    try {
      const { signal, exits } = start([{ name: 'http', run: () => new Promise<void>(() => undefined) }]);
      signal();
      signal();
      expect(exits).toEqual([]);
      vi.advanceTimersByTime(1_001);
      signal();
      expect(exits).toEqual([1]);
    } finally {
      vi.useRealTimers();
    }
  });
});
