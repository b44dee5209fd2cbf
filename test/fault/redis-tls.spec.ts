import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { freePort } from '../../apps/auth/src/platform/testing/free-port.js';
import { makeCertificate } from '../support/eventstoredb/certificate.js';
import { userWithRights } from '../support/redis-rights.js';
import { RedisServer } from '../support/redis-server.js';
import { RunningWorld } from '../support/running-world.js';

const folder = mkdtempSync(join(tmpdir(), 'redis-tls-'));
const certificate = join(folder, 'certificate.pem');
const key = join(folder, 'key.pem');
let redis: RedisServer;
let url: string;
beforeAll(async () => {
  const made = makeCertificate();
  writeFileSync(certificate, made.certificate);
  writeFileSync(key, made.key, { mode: 0o600 });
  const port = await freePort();
  redis = await RedisServer.start([...userWithRights('over-the-wire'), '--tls-port', String(port), '--tls-cert-file', certificate, '--tls-key-file', key, '--tls-auth-clients', 'no']);
  url = `rediss://vestibule:over-the-wire@127.0.0.1:${port}`;
});
afterAll(async () => {
  await redis.stop();
  rmSync(folder, { recursive: true, force: true });
});

async function open(env: Readonly<Record<string, string>>): Promise<RunningWorld> {
  const world = await RunningWorld.open({ env });
  onTestFinished(() => world.close());
  return world;
}

const partsOf = async ({ service }: RunningWorld): Promise<unknown> => {
  const ready = await fetch(`${service.origin}/readyz`);
  return ((await ready.json()) as { parts: { redis: unknown } }).parts.redis;
};

describe('Redis over TLS', () => {
  it('counts and carries mails, for a service that trusts its certificate and says who it is', async () => {
    const world = await open({ REDIS_URL: url, NODE_EXTRA_CA_CERTS: certificate });
    await world.withPassword(null);
    await expect.poll(() => partsOf(world)).toBe('ok');
    const keys = await redis.ask((client) => client.keys('vestibule:*'));
    expect(keys).toEqual(expect.arrayContaining([expect.stringMatching(/^vestibule:limits:/), expect.stringMatching(/^vestibule:jobs:/)]));
  });

  it('is away for a service that was not told to trust it; people sign in all the same', async () => {
    await redis.ask((client) => client.flushall());
    const world = await open({ REDIS_URL: url });
    const [person] = await world.service.demonstration();
    const client = world.client();
    await client.begin({ email: person!.email });
    await client.password(person!.password);
    expect(await partsOf(world)).toBe('degraded');
    expect(await redis.ask((asker) => asker.keys('*'))).toEqual([]);
  });

  it('refuses another password, and the start says so', async () => {
    const env = { REDIS_URL: url.replace('over-the-wire', 'guessed'), NODE_EXTRA_CA_CERTS: certificate };
    await expect(open(env)).rejects.toThrow(/^REDIS_URL: the server refuses us \(WRONGPASS\)/m);
  });
});
