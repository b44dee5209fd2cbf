import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ProjectionStatus } from '../../apps/auth/src/platform/projections/status.js';
import { ProjectionRunner } from '../../apps/auth/src/platform/projections/projection-runner.js';
import type { NativeClient } from '../support/native-client.js';
import { password, World } from '../support/world.js';

let world: World;
beforeAll(async () => {
  world = await World.create();
});
afterAll(() => world.close());

/** What a stranger sees of an attempt to sign in, without what is new in every answer. */
async function attempt(email: string, typed = password) {
  const client = world.client();
  await client.begin({ email });
  const { status, body } = await client.send('POST', `/sign-ins/${client.signIn.id}/password`, { password: typed });
  const { requestId, ...rest } = body as Record<string, unknown>;
  return { status, body: rest, hasRequestId: typeof requestId === 'string' };
}

async function signedIn(email: string): Promise<NativeClient> {
  const client = world.client();
  await client.begin({ email });
  await client.password(password);
  client.next('done');
  return client;
}

/** Another version of the service, or a hand on the file, left something that this one does not understand. */
const poison = (accountId: string): Promise<unknown> =>
  world.store.append(`account-${accountId}`, [{ id: randomUUID(), type: 'PasswordForgiven', data: { at: world.clock.now() }, metadata: {} }], 'streamExists');

describe('an event in the stream of one account that this version does not know', () => {
  const email = 'poison@riverside.example';
  const other = 'others@riverside.example';

  it('closes that account alone, with the words that everybody gets', async () => {
    const accountId = await world.account(email);
    await world.account(other);
    const before = await signedIn(email);
    await poison(accountId);

    const unknown = await attempt('nobody@riverside.example');
    expect(unknown.status).toBe(401);
    expect(await attempt(email)).toEqual(unknown);
    expect(await attempt(email, 'not the password')).toEqual(unknown);
    // Its live sessions count no more: nobody knows what the event took away from them.
    expect((await before.send('GET', '/session')).status).toBe(401);
    expect((await world.history(other)).length).toBeGreaterThan(0);
    expect((await signedIn(other)).next('done').session.acr).toBe('aal1');
  });

  it('stops no view of the others and is told to the operator', async () => {
    const runner = world.app.get(ProjectionRunner, { strict: false });
    const status: readonly ProjectionStatus[] = runner.status();
    expect(status.length).toBeGreaterThan(0);
    const stopped = status.filter(({ stoppedBefore }) => stoppedBefore !== null);
    for (const { stoppedBefore, lastError } of stopped) {
      expect(stoppedBefore?.type).toBe('PasswordForgiven');
      expect(lastError).toContain('PasswordForgiven');
    }
    const skipped = await world.store.read('skipped-mail');
    expect(skipped?.length ?? 0).toBeGreaterThan(0);
    expect(readFileSync).toBeTypeOf('function');
  });
});
