import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { RedisServer } from '../support/redis-server.js';
import { RunningWorld } from '../support/running-world.js';
import { startService } from '../support/service.js';

const opened = new AsyncDisposableStack();
let redis: RedisServer;
let world: RunningWorld;
beforeAll(async () => {
  redis = opened.adopt(await RedisServer.start(), (server) => server.stop());
  world = await RunningWorld.open({ env: { REDIS_URL: redis.url } });
  opened.defer(() => world.close());
  opened.defer(() => redis.resume());
});
afterAll(() => opened.disposeAsync());

const signIn = async (email: string, password: string): Promise<string> => {
  const client = world.client();
  await client.begin({ email });
  await client.password(password);
  return client.next('done').session.acr;
};

const ready = async (): Promise<readonly [number, unknown]> => {
  const answer = await fetch(`${world.service.origin}/readyz`);
  return [answer.status, ((await answer.json()) as { readonly parts: unknown }).parts];
};

describe('a service with Redis', () => {
  it('signs in while Redis is there, silent, killed, and replaced by an empty one', async () => {
    const { email, password } = await world.withPassword(null);
    expect(await signIn(email, password)).toBe('aal1');
    expect((await redis.ask((client) => client.keys('vestibule:limits:*'))).length).toBeGreaterThan(1);
    redis.pause();
    expect(await signIn(email, password)).toBe('aal1');
    redis.resume();
    await redis.kill();
    expect(await signIn(email, password)).toBe('aal1');
    await expect.poll(ready).toEqual([200, expect.objectContaining({ redis: 'degraded', projections: 'ok' })]);
    await redis.start();
    expect(await signIn(email, password)).toBe('aal1');
    await expect.poll(() => world.service.output).toContain('Redis is back');
    await expect.poll(ready).toEqual([200, expect.objectContaining({ redis: 'ok' })]);
    expect(await signIn(email, password)).toBe('aal1');
  });

  it('keeps no address in Redis', async () => {
    const keys = await redis.ask((client) => client.keys('*'));
    expect(keys.join()).not.toMatch(/127\.0\.0\.1|@/);
  });

  it('starts while Redis is away', async () => {
    await using service = await startService({ env: { REDIS_URL: 'redis://127.0.0.1:1' } });
    await expect.poll(() => service.output).toContain('Redis cannot be used yet');
  });
});

describe('a Redis that does not fit is refused at the start', () => {
  it.each([
    ['one that throws keys away', ['--maxmemory-policy', 'allkeys-lru'], '', /^REDIS_URL: the server's maxmemory-policy is allkeys-lru.*noeviction$/m],
    ['one that wants a password', ['--requirepass', 'right'], '', /^REDIS_URL: the server refuses us \(NOAUTH\)/m],
    ['one that wants another password', ['--requirepass', 'right'], ':wrong@', /^REDIS_URL: the server refuses us \(WRONGPASS\)/m],
  ])('%s', async (_, settings, user, line) => {
    const server = await RedisServer.start(settings);
    try {
      const REDIS_URL = server.url.replace('//', `//${user}`);
      const error = await startService({ env: { REDIS_URL } }).then(
        async (service) => `started:\n${await service.stop().then(() => service.output)}`,
        (reason: unknown) => String(reason),
      );
      expect(error).toMatch(/ended with 1/);
      expect(error).toMatch(line);
      expect(error).not.toContain('wrong@');
    } finally {
      await server.stop();
    }
  });
});
