import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
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

  it('is told to the operator by the mails that passed it over', async () => {
    await expect.poll(() => world.store.read('skipped-mail')).toHaveLength(1);
    const runner = world.app.get(ProjectionRunner, { strict: false });
    // A view that has nothing to do with it goes on; one that cannot know what it means stops before it and says so.
    for (const { stoppedBefore, lastError } of runner.status()) {
      expect([undefined, 'PasswordForgiven']).toContain(stoppedBefore?.type);
      expect(lastError === null || lastError.includes('PasswordForgiven')).toBe(true);
    }
  });

  it('is an alarm in the log, and in the metrics', async () => {
    const metrics = async (): Promise<string> => (await fetch(`${world.origin}/metrics`)).text();
    for (const alarm of ['streamUnreadable', 'projectionStopped', 'reactionSkipped']) {
      await expect.poll(() => world.log.filter((line) => line.includes(`"alarm":"${alarm}"`)).length).toBeGreaterThan(0);
      await expect.poll(metrics).toMatch(new RegExp(`^vestibule_alarms_total\\{alarm="${alarm}"\\} [1-9]`, 'm'));
    }
    await expect.poll(metrics).toMatch(/^vestibule_projection_stopped\{projection="\w+"\} 1$/m);
    await expect.poll(metrics).toMatch(/^vestibule_reaction_skipped_events\{reaction="mail"\} 1$/m);
    expect((await fetch(`${world.origin}/readyz`)).status).toBe(200);
  });
});
