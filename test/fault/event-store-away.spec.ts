import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Cli } from '../support/cli.js';
import { OFF } from '../support/eventstoredb/switches.js';
import { startStandIn, type StandIn } from '../support/eventstoredb/stand-in.js';
import { RunningWorld, type Provider } from '../support/running-world.js';
import { sharedKeys } from '../support/shared-keys.js';

let standIn: StandIn;
let world: RunningWorld;
let folder: string;
let person: Provider;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'vestibule-elsewhere-'));
  standIn = await startStandIn();
  world = await RunningWorld.open({ env: { ...sharedKeys(), EVENT_STORE: standIn.connectionString, EVENT_STORE_TIMEOUT_SECONDS: '2' } });
  // Invited before anything goes away: afterwards mails may take a while to flow again.
  person = await world.withPassword(null);
});
afterAll(async () => {
  await standIn.set(OFF);
  await world.close();
  await standIn.stop();
  rmSync(folder, { recursive: true, force: true });
});

/** @returns the status of the answer */
const password = async (email: string, right: string): Promise<number> => {
  const client = world.client();
  await client.begin({ email });
  return client.password(right).then(
    () => 200,
    (error: { readonly status: number }) => error.status,
  );
};

const readiness = async (): Promise<number> => (await fetch(`${world.service.origin}/readyz`)).status;

describe('a service on EventStoreDB', () => {
  it('signs people in that the command line registered, from beside it and from elsewhere', async () => {
    const beside = await world.withPassword(null);
    expect(await password(beside.email, beside.password)).toBe(200);

    const elsewhere = new Cli({ ...world.service.env, DATA_DIR: folder });
    expect(await elsewhere.eventTypes(beside.email)).toContain('PasswordVerified');
    await elsewhere.json('account', 'disable', beside.email, '--reason', 'left');
    expect(await password(beside.email, beside.password)).toBe(401);
  });

  it.each([
    ['refuses connections', { refuseConnections: true }],
    ['is silent', { frozen: true }],
    ['does not write', { readOnly: true }],
  ])('while the store %s it does not wait for it but says 503, and is back by itself', async (_, switches) => {
    await standIn.set(switches);
    await standIn.drop();
    expect(await password(person.email, person.password)).toBe(503);
    if (!('readOnly' in switches)) expect(await readiness()).toBe(503);

    await standIn.set(OFF);
    await expect.poll(() => password(person.email, person.password)).toBe(200);
    await expect.poll(readiness).toBe(200);
  });

  it('shows a live session for a moment more, and lets it change nothing', async () => {
    const client = world.client();
    await client.begin({ email: person.email });
    await client.password(person.password);
    const session = async (method: 'GET' | 'DELETE'): Promise<number> => (await client.send(method, '/session')).status;
    await expect.poll(() => session('GET')).toBe(200);
    await standIn.set({ refuseConnections: true });
    await standIn.drop();
    const changed = session('DELETE');
    expect(await session('GET')).toBe(200);
    expect(await changed).toBe(503);
    await expect.poll(() => session('GET'), { interval: 200 }).toBe(503);

    await standIn.set(OFF);
    await expect.poll(() => session('GET')).toBe(200);
    expect(await session('DELETE')).toBe(204);
    expect(await session('GET')).toBe(401);
  });

  it('says nothing about its connection but what went wrong', () => {
    expect(world.service.output).not.toContain('esdb://');
  });
});
