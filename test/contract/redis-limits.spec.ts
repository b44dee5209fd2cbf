import { Logger } from '@nestjs/common';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { BUCKETS, type BucketSizes } from '../../apps/auth/src/platform/limits/limits.js';
import { RedisLimits } from '../../apps/auth/src/platform/limits/redis-limits.js';
import { limitsContract } from '../../apps/auth/src/platform/limits/testing/limits.contract.js';
import { createRedis, tryConnect } from '../../apps/auth/src/platform/redis/redis-client.js';
import { RedisServer } from '../support/redis-server.js';

Logger.overrideLogger(false);

let server: RedisServer;
beforeAll(async () => {
  server = await RedisServer.startWithRights();
});
afterAll(() => server.stop());

/** Milliseconds: on a busy machine nobody may take a server for away that is only slow. */
const PATIENTLY = 20_000;

const open = async (sizes: BucketSizes, client = createRedis(server.userUrl, PATIENTLY)): Promise<RedisLimits> => {
  await tryConnect(client);
  const limits = new RedisLimits(client, sizes);
  await expect.poll(() => limits.isShared).toBe(true);
  return limits;
};

/** As if so much time had gone by for the server. */
const pass = (seconds: number): Promise<void> =>
  server.ask(async (client) => {
    for (const key of await client.keys('vestibule:limits:*')) {
      if (key.endsWith(':epoch')) await client.hincrby(key, 'since', -seconds);
      else await client.pexpire(key, (await client.pttl(key)) - seconds * 1_000);
    }
  });

const flush = (): Promise<unknown> => server.ask((client) => client.flushall());

limitsContract('RedisLimits', {
  create: async (sizes) => {
    await flush();
    return open(sizes);
  },
  pass,
});

it('needs a user of Redis that can reach nothing of others, throw nothing away and change no setting', async () => {
  const client = createRedis(server.userUrl, PATIENTLY);
  expect(await tryConnect(client)).toBe(true);
  await expect(client.set('others', '1')).rejects.toThrow(/^NOPERM/);
  for (const [command = '', ...args] of [['keys', '*'], ['flushall'], ['config', 'get', '*'], ['acl', 'list'], ['shutdown'], ['publish', 'c', 'm']]) {
    await expect(client.call(command, ...args)).rejects.toThrow(/^NOPERM/);
  }
  client.disconnect();
});

describe('RedisLimits over several instances, and when Redis is away', () => {
  const sizes = Object.fromEntries(BUCKETS.map((bucket) => [bucket, { points: 8, seconds: 60 }])) as unknown as BucketSizes;
  let instances: readonly RedisLimits[];
  beforeEach(async () => {
    await flush();
    instances = await Promise.all([open(sizes), open(sizes)]);
    await instances[0]?.consume('staff', 'begins to count');
    await pass(61);
  });
  afterEach(async () => {
    server.resume();
    await Promise.all(instances.map((limits) => limits.close()));
    await server.kill();
    await server.start();
  });

  const allowed = async (times: number, key = 'n-1', from = instances): Promise<number> => {
    let count = 0;
    for (let index = 0; index < times; index += 1) if ((await from[index % from.length]?.consume('password', key))?.allowed === true) count += 1;
    return count;
  };
  const backInUse = (): Promise<unknown> => expect.poll(() => instances.every(({ isShared }) => isShared)).toBe(true);

  it('counts all instances together', async () => {
    expect(await allowed(20)).toBe(8);
  });

  it('starts cautious after a flush in mid-use', async () => {
    expect(await allowed(4)).toBe(4);
    await flush();
    expect(await allowed(10)).toBe(2);
    await pass(62);
    expect(await allowed(10)).toBe(8);
  });

  it('allows each instance a quarter while Redis is killed; what it had used before counts', async () => {
    expect(await allowed(2, 'n-1', instances.slice(0, 1))).toBe(2);
    await server.kill();
    expect(await allowed(10, 'n-1', instances.slice(0, 1))).toBe(0);
    expect(await allowed(10, 'n-2')).toBe(4);
  });

  it('starts cautious with an empty Redis in the place of the killed one, and by itself', async () => {
    await server.kill();
    expect(await allowed(10)).toBe(4);
    await server.start();
    await backInUse();
    expect(await allowed(10)).toBe(0);
    expect(await allowed(10, 'n-3')).toBe(2);
  });

  it('waits for a silent Redis once and not again, and is no looser when it is back', async () => {
    await Promise.all(instances.map((limits) => limits.close()));
    const clients = [createRedis(server.userUrl), createRedis(server.userUrl)];
    instances = await Promise.all(clients.map((client) => open(sizes, client)));
    // The command that counts a use, as rate-limiter-flexible names it.
    const asked = clients.map((client) => vi.spyOn(client as unknown as { readonly rlflxIncr: () => unknown }, 'rlflxIncr'));
    server.pause();
    expect(await allowed(10)).toBe(4);
    expect(asked.map(({ mock }) => mock.calls.length)).toEqual([1, 1]);
    expect(await allowed(10, 'n-2')).toBe(4);
    expect(asked.map(({ mock }) => mock.calls.length)).toEqual([1, 1]);
    server.resume();
    await backInUse();
    expect(await allowed(10)).toBe(0);
    expect(await allowed(10, 'n-3')).toBe(4);
  });
});
