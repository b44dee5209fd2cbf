import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { RedisJobQueue } from '../../apps/auth/src/platform/jobs/redis-job-queue.js';
import { jobQueueContract } from '../../apps/auth/src/platform/jobs/testing/job-queue.contract.js';
import { RedisServer } from '../support/redis-server.js';

let server: RedisServer;
beforeAll(async () => {
  server = await RedisServer.startWithRights();
});
afterAll(() => server.stop());

const open = async (prefix = `vestibule:${randomUUID()}`): Promise<RedisJobQueue> =>
  new RedisJobQueue(server.userUrl, { graceMilliseconds: 50, compareEveryMilliseconds: 200, prefix });

jobQueueContract('RedisJobQueue', { create: () => open() });

it('loses no job when Redis is flushed, killed or replaced by an empty one', async () => {
  const queue = await open();
  const done: string[] = [];
  let isAway = true;
  queue.register('notice', {
    handle: async ({ id }) => {
      if (isAway) throw new Error('mail server away');
      done.push(id);
    },
    concurrency: 2,
    retry: { attempts: 1_000, firstDelayMilliseconds: 20, maxDelayMilliseconds: 50 },
  });
  const added = Promise.all(['e-1', 'e-2', 'e-3'].map((id) => queue.add({ id, name: 'notice', data: {} })));
  await expect.poll(async () => (await queue.counts())['notice']?.waiting).toBeGreaterThan(0);
  await server.ask((client) => client.flushall());
  await expect.poll(async () => (await queue.counts())['notice']?.waiting).toBeGreaterThan(0);
  await server.kill();
  await server.start();
  isAway = false;
  await added;
  expect(new Set(done)).toEqual(new Set(['e-1', 'e-2', 'e-3']));
  await queue.stop();
});
