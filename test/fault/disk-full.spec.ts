import { generateKeyPairSync } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { cheapHashing } from '../load/running.js';
import { password, seedInto, type SeededPeople } from '../load/seed.js';
import { withNewLog } from '../load/seeded-log.js';
import { NativeClient } from '../support/native-client.js';
import { startService, type Service } from '../support/service.js';
import { SmallDisk } from '../support/small-disk.js';

const disk = new SmallDisk();
let service: Service;
let people: SeededPeople;
/** Tokens of the sessions that the service said are there. */
const acknowledged: string[] = [];

beforeAll(async () => {
  const { publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  people = await withNewLog(disk.folder, cheapHashing, (target) => seedInto({ ...target, publicKey }, 4, { free: true, passwordOnly: true }));
  service = await startService({ dataDir: disk.folder, env: cheapHashing });
});
afterAll(async () => {
  await service.stop();
  disk.remove();
});

/** @returns the status of the answer */
async function signIn(person = 0): Promise<number> {
  const client = new NativeClient(service.origin);
  await client.begin({ email: people.accounts[person]!.email });
  const { status, headers, body } = await client.send('POST', `/sign-ins/${client.signIn.id}/password`, { password });
  if (status === 200) acknowledged.push((body as { next: { session: { token: string } } }).next.session.token);
  if (status === 503) expect([headers.get('retry-after'), (body as { code: string }).code]).toEqual(['5', 'platform.unavailable']);
  return status;
}

const isLive = async (token: string): Promise<boolean> => (await fetch(`${service.origin}/api/v1/session`, { headers: { authorization: `Bearer ${token}` } })).status === 200;

describe('a disk that is full, or cannot be written', () => {
  it('while it is full, nobody is told of anything that is not durable: 503, and health goes on', async () => {
    expect(await signIn()).toBe(200);
    disk.fill(service.pid!);
    const statuses: number[] = [];
    // What SQLite has room for in its files already is still taken.
    while (statuses.filter((status) => status === 503).length < 5 && statuses.length < 500) statuses.push(await signIn());
    expect(new Set(statuses.slice(-3))).toEqual(new Set([503]));
    expect(new Set(statuses)).toEqual(new Set(statuses.includes(200) ? [200, 503] : [503]));
    expect((await fetch(`${service.origin}/healthz`)).status).toBe(200);
    expect(service.pid).toBeDefined();
  });

  it('when there is room again, people sign in, without a restart', async () => {
    disk.free(service.pid!);
    await expect.poll(() => signIn(1)).toBe(200);
    await expect.poll(async () => (await fetch(`${service.origin}/readyz`)).status).toBe(200);
  });

  it('while nothing can be written, sessions are still read, nobody signs in, and all is back with the first write', async () => {
    const before = acknowledged.length;
    disk.stopWrites(service.pid!);
    expect([await signIn(2), await signIn(3)]).toEqual([503, 503]);
    expect(await isLive(acknowledged.at(-1)!)).toBe(true);
    expect((await fetch(`${service.origin}/healthz`)).status).toBe(200);
    expect(acknowledged).toHaveLength(before);
    disk.allowWrites(service.pid!);
    await expect.poll(() => signIn(2)).toBe(200);
  });

  it('a start that cannot write ends with words that say so; with the next one all that was acknowledged is there', async () => {
    await service.kill();
    disk.forbidWriting();
    const refused = await service.start().then(
      () => 'started',
      (reason: unknown) => String(reason),
    );
    expect(refused).toMatch(/ended with 1/);
    expect(refused).toMatch(/^event log .*events\.sqlite cannot be used: /m);
    disk.allowWriting();
    await service.start();
    // The newest two are of two other people. At most five sessions at a time per account: older ones had to go for newer ones.
    const live = acknowledged.slice(-7);
    expect(await Promise.all(live.map(isLive))).toEqual(live.map(() => true));
    const response = await fetch(`${service.origin}/api/v1/sessions`, { headers: { authorization: `Bearer ${live[0]}` } });
    // And no others.
    expect(((await response.json()) as { sessions: readonly object[] }).sessions).toHaveLength(live.length - 2);
  });
});
