import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { httpApp } from '../http/testing/http-app.js';
import { MetricsAccess } from './metrics-access.js';
import { MetricsController } from './metrics.controller.js';
import { Standing } from './standing.js';

describe.each([
  [true, 404],
  [false, 200],
])('without METRICS_TOKEN, production: %s', (production, status) => {
  let app: Awaited<ReturnType<typeof httpApp>>;
  beforeAll(async () => {
    const providers = [
      { provide: MetricsAccess, useValue: new MetricsAccess(undefined, production) },
      { provide: Standing, useValue: { text: () => 'vestibule_ready 1' } },
    ];
    app = await httpApp({ controllers: [MetricsController], providers });
    await app.init();
  });
  afterAll(() => app.close());

  it(`answers this machine with ${status}`, async () => {
    expect((await app.inject({ method: 'GET', url: '/metrics' })).statusCode).toBe(status);
  });

  it('answers nobody else', async () => {
    const elsewhere = await app.inject({ method: 'GET', url: '/metrics', remoteAddress: '192.0.2.7' });
    const proxied = await app.inject({ method: 'GET', url: '/metrics', headers: { forwarded: 'for=192.0.2.7' } });
    expect([elsewhere.statusCode, proxied.statusCode]).toEqual([404, 404]);
  });
});
