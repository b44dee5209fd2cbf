import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Instances } from '../support/instances.js';
import { RedisServer } from '../support/redis-server.js';

const opened = new AsyncDisposableStack();
let redis: RedisServer;
let instances: Instances;
beforeAll(async () => {
  redis = opened.adopt(await RedisServer.start(), (server) => server.stop());
  instances = await Instances.open(2, { REDIS_URL: redis.url });
  opened.defer(() => instances.close());
  opened.defer(() => redis.resume());
});
afterAll(() => opened.disposeAsync());

/** Invites somebody and waits for the one mail that says so. */
const invite = (to: string): Promise<unknown> => instances.cli.json('account', 'invite', '--email', to, '--name', 'Ben Okafor');
const arrived = (to: string): Promise<unknown> => expect.poll(() => instances.mails(to).length, { interval: 100 }).toBe(1);

describe('mails over two instances with a Redis that fails', () => {
  it('go out once each', async () => {
    await Promise.all(['a@x.example', 'b@x.example', 'c@x.example'].map(invite));
    await Promise.all(['a@x.example', 'b@x.example', 'c@x.example'].map(arrived));
    expect(instances.smtp.mails).toHaveLength(3);
  });

  it('wait while Redis is killed, and go out when an empty one is there', async () => {
    await redis.kill();
    await invite('killed@x.example');
    await new Promise((resolve) => setTimeout(resolve, 1_000));
    expect(instances.mails('killed@x.example')).toHaveLength(0);
    await redis.start();
    await arrived('killed@x.example');
  });

  it('are not lost when Redis is flushed while the mail server refuses them', async () => {
    instances.smtp.treat.set('flushed@x.example', 'refuseForNow');
    await invite('flushed@x.example');
    await expect.poll(() => redis.ask((client) => client.keys('vestibule:jobs:mail-notice:*.invitation*'))).not.toHaveLength(0);
    const kept = await redis.ask(async (client) => JSON.stringify(await Promise.all((await client.keys('*.invitation*')).map((key) => client.hgetall(key).catch(() => '')))));
    expect(kept).not.toMatch(/@|Okafor|invitation#/);
    // The job's id is the event's, and ids are all that it holds.
    const [[key, ids] = []] = await redis.ask(async (client) => {
      const keys = (await client.keys('vestibule:jobs:mail-notice:*.invitation')).slice(0, 1);
      return Promise.all(keys.map(async (one) => [one, JSON.parse((await client.hget(one, 'data')) ?? '{}') as { ids?: Record<string, unknown> }] as const));
    });
    expect(Object.keys(ids?.ids ?? {}).toSorted()).toEqual(['eventId', 'kind', 'retryId', 'revision', 'stream']);
    expect(key).toBe(`vestibule:jobs:mail-notice:${String(ids?.ids?.['eventId'])}.invitation`);
    await redis.ask((client) => client.flushall());
    instances.smtp.treat.delete('flushed@x.example');
    await arrived('flushed@x.example');
  });

  it('are not sent twice when Redis is flushed while the mail server has one and says nothing', async () => {
    const to = 'in-the-middle@x.example';
    instances.smtp.treat.set(to, 'answerLate');
    await invite(to);
    await arrived(to);
    const active = (): Promise<number> => redis.ask((client) => client.llen('vestibule:jobs:mail-notice:active'));
    await redis.ask((client) => client.flushall());
    // It is put there again and taken, by the same instance or by the other one.
    await expect.poll(active, { interval: 100 }).toBe(1);
    instances.smtp.answer();
    await expect.poll(active, { interval: 100 }).toBe(0);
    expect(instances.mails(to)).toHaveLength(1);
  });

  it('are listed when the mail server refused them, and go out when somebody has them tried again', async () => {
    const to = 'refused@x.example';
    instances.smtp.treat.set(to, 'refuseForGood');
    await invite(to);
    const listed = async () => (await instances.cli.json<{ jobs: { eventId: string; kind: string; reason: string }[] }>('jobs', 'list')).jobs;
    await expect.poll(async () => (await listed()).map(({ kind, reason }) => [kind, reason])).toEqual([['invitation', 'rejected']]);
    const table = await instances.cli.run('jobs', 'list');
    expect(table.stdout).toContain('the mail server refused it (550)');
    expect(table.stdout).not.toContain(to);

    instances.smtp.treat.delete(to);
    const [job] = await listed();
    expect((await instances.cli.run('jobs', 'retry', job?.eventId ?? '', '--reason', 'their server is mended')).stdout).toMatch(/^1 mail is tried again/);
    await arrived(to);
    await expect.poll(listed).toEqual([]);
    expect((await instances.cli.run('jobs', 'retry')).code).toBe(2);
  });

  it('come after a silence', async () => {
    redis.pause();
    await invite('silent@x.example');
    await new Promise((resolve) => setTimeout(resolve, 1_000));
    redis.resume();
    await arrived('silent@x.example');
    for (const { output } of instances.services) expect(output).not.toContain('unhandled');
  });
});
