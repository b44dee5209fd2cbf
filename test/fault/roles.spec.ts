import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type SmtpSink, startSmtpSink } from '../../apps/auth/src/mail/testing/smtp-sink.js';
import { Cli } from '../support/cli.js';
import { startStandIn, type StandIn } from '../support/eventstoredb/stand-in.js';
import { RedisServer } from '../support/redis-server.js';
import { startService, type Service } from '../support/service.js';
import { sharedKeys } from '../support/shared-keys.js';

const opened = new AsyncDisposableStack();
let standIn: StandIn;
let smtp: SmtpSink;
let serving: Service;
let workers: readonly Service[];
beforeAll(async () => {
  standIn = opened.adopt(await startStandIn(), (each) => each.stop());
  const redis = opened.adopt(await RedisServer.start(), (each) => each.stop());
  smtp = opened.adopt(await startSmtpSink(), (each) => each.stop());
  const env = { ...sharedKeys(), EVENT_STORE: standIn.connectionString, REDIS_URL: redis.url, SMTP_URL: `smtp://127.0.0.1:${smtp.port}`, PUBLIC_URL: 'http://localhost:3000' };
  const starting = ['serve', 'work', 'work'].map(async (ROLE) => opened.use(await startService({ env: { ...env, ROLE } })));
  await Promise.allSettled(starting);
  [serving, ...workers] = (await Promise.all(starting)) as [Service, ...Service[]];
});
afterAll(() => opened.disposeAsync());

const invite = (to: string): Promise<unknown> => new Cli(serving.env).json('account', 'invite', '--email', to, '--name', 'Ben Okafor');
const mailsTo = (to: string): number => smtp.mails.filter((mail) => mail.to?.some(({ address }) => address === to)).length;
const arrived = (to: string): Promise<void> => expect.poll(() => mailsTo(to)).toBe(1);
const ask = async (service: Service, path: string): Promise<number> => (await fetch(`http://127.0.0.1:${service.port}${path}`)).status;

describe('an instance that serves and two workers beside it', () => {
  it('share the work: the one answers requests, the others send mails', async () => {
    const people = ['one@x.example', 'two@x.example', 'three@x.example'];
    for (const person of people) await invite(person);
    await Promise.all(people.map(arrived));
    expect(workers.filter(({ output }) => output.includes('reactions: runs here'))).toHaveLength(1);
    expect(serving.output).not.toContain('reactions: runs here');
    expect(await ask(serving, '/api/openapi.json')).toBe(200);
    for (const worker of workers) {
      expect(await Promise.all(['/healthz', '/readyz', '/metrics', '/api/openapi.json'].map((path) => ask(worker, path)))).toEqual([200, 200, 200, 404]);
    }
  });

  it('send nothing while there is no worker, and everything when there is one again', async () => {
    for (const exit of await Promise.all(workers.map((worker) => worker.stop()))) expect(exit).toMatchObject({ code: 0 });
    await invite('waits@x.example');
    await new Promise((resolve) => setTimeout(resolve, 500));
    expect(mailsTo('waits@x.example')).toBe(0);
    await workers[0]?.start();
    await arrived('waits@x.example');
  });

  it('say by the probes of the worker when it cannot reach the store', async () => {
    const [worker] = workers as [Service];
    await standIn.set({ refuseConnections: true });
    await standIn.drop();
    const parts = async (): Promise<unknown> => ((await (await fetch(`http://127.0.0.1:${worker.port}/readyz`)).json()) as { readonly parts: unknown }).parts;
    await expect.poll(() => ask(worker, '/readyz')).toBe(503);
    await expect.poll(parts).toMatchObject({ subscriptions: 'degraded' });
    expect(await ask(worker, '/healthz')).toBe(200);
    await standIn.set({ refuseConnections: false });
    await expect.poll(() => ask(worker, '/readyz')).toBe(200);
    await expect.poll(parts).toMatchObject({ subscriptions: 'ok', mails: 'ok' });
  });
});
