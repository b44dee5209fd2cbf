import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { NativeClient } from '../support/native-client.js';
import { SoftwareAuthenticator } from '../support/software-authenticator.js';
import { password, World } from '../support/world.js';

let world: World;
beforeAll(async () => {
  world = await World.create();
});
afterAll(() => world.close());

/** A provider with everything set up, and what they keep. */
async function enrolled(email: string) {
  await world.account(email, { organizationId: await world.organization() });
  const client = world.client(`${email}-laptop-01`);
  const passkey = new SoftwareAuthenticator(world.origin);
  await client.begin({ email });
  await client.password(password);
  const secret = await world.setUpApp(client);
  await client.trustDevice(passkey.register(client.next('trust-device').passkey.options));
  world.clock.advance({ minutes: 2 });
  return { secret, passkey };
}

async function challenged(email: string, deviceId?: string): Promise<NativeClient> {
  const client = world.client(deviceId);
  await client.begin({ email });
  await client.password(password);
  return client;
}

const lastEvent = async (email: string) => (await world.history(email)).at(-1)?.event;

describe('what takes too long', () => {
  it('an e-mail code, after ten minutes; a moment before it is still good', async () => {
    const email = 'mail@riverside.example';
    await enrolled(email);
    const late = await challenged(email);
    await late.challenge('email-code');
    const code = await world.mailbox.waitForCode(email);
    world.clock.advance({ minutes: 10 });
    await expect(late.answer({ code })).rejects.toMatchObject({ code: 'challenge.rejected' });
    expect(await lastEvent(email)).toMatchObject({ type: 'ChallengeFailed', reason: 'expired', failures: 0 });

    const inTime = await challenged(email);
    await inTime.challenge('email-code');
    const fresh = await world.mailbox.waitForCode(email);
    world.clock.advance({ minutes: 9, seconds: 59 });
    await inTime.answer({ code: fresh });
    expect(inTime.next('done').session.acr).toBe('email');
  });

  it('a passkey challenge, after five minutes; another one is asked for', async () => {
    const email = 'key@riverside.example';
    const { passkey } = await enrolled(email);
    const client = await challenged(email, `${email}-laptop-01`);
    const late = passkey.assert(client.next('challenge').challenge?.options ?? { challenge: '' });
    world.clock.advance({ minutes: 5 });
    await expect(client.answer({ credential: late })).rejects.toMatchObject({ code: 'challenge.rejected' });
    expect(await lastEvent(email)).toMatchObject({ type: 'ChallengeFailed', reason: 'expired' });
    await client.challenge('passkey');
    await client.answer({ credential: passkey.assert(client.next('challenge').challenge?.options ?? { challenge: '' }) });
    expect(client.next('done').session.acr).toBe('phr');
  });

  it('the passkey offered beside the password, after five minutes; a reload offers another', async () => {
    const email = 'first@riverside.example';
    const { passkey } = await enrolled(email);
    const client = world.client();
    await client.begin({ email });
    const offered = passkey.assert(client.next('first-factor').passkey.options);
    world.clock.advance({ minutes: 5 });
    await expect(client.passkey(offered)).rejects.toMatchObject({ code: 'sign-in.rejected' });
    await client.current();
    await client.passkey(passkey.assert(client.next('first-factor').passkey.options));
    expect(client.next('done').session.acr).toBe('phr');
  });

  it('a code of the app, after the step behind the present one; the step before is still good', async () => {
    const email = 'app@riverside.example';
    const { secret } = await enrolled(email);
    const client = await challenged(email);
    const code = world.code(secret);
    world.clock.advance({ seconds: 60 });
    await expect(client.answer({ code })).rejects.toMatchObject({ code: 'challenge.rejected' });
    expect(await lastEvent(email)).toMatchObject({ type: 'ChallengeFailed', reason: 'wrongCode' });
    await client.answer({ code: world.code(secret, -1) });
    expect(client.next('done').session.acr).toBe('aal2');
  });

  it('a whole sign-in, after fifteen minutes', async () => {
    const email = 'slow@riverside.example';
    const { secret } = await enrolled(email);
    const client = await challenged(email);
    world.clock.advance({ minutes: 15 });
    await expect(client.answer({ code: world.code(secret) })).rejects.toMatchObject({ code: 'sign-in.notFound', status: 404 });
    await expect(client.current()).rejects.toMatchObject({ code: 'sign-in.notFound' });
  });

  it('the key of a set-up, after fifteen minutes', async () => {
    const email = 'setup@riverside.example';
    await world.account(email, { organizationId: await world.organization() });
    const client = await challenged(email);
    world.clock.advance({ minutes: 14 });
    await client.freshAuthenticator();
    const { secret } = client.next('set-up-authenticator').authenticator;
    await client.confirmAuthenticator(world.code(secret));
    expect(client.next('store-recovery-code').position).toEqual({ current: 2, of: 3 });
  });

  it('a clock that is set back brings nothing to life again', async () => {
    const email = 'back@riverside.example';
    const { passkey, secret } = await enrolled(email);
    const client = world.client();
    await client.begin({ email });
    const assertion = passkey.assert(client.next('first-factor').passkey.options);
    const { token, id } = client.signIn;
    await client.passkey(assertion);
    const used = world.code(secret);
    const app = await challenged(email);
    await app.answer({ code: used });

    world.clock.advance({ minutes: -10 });
    const replayed = await world.client().send('POST', `/sign-ins/${id}/passkey`, { credential: assertion }, { authorization: `Bearer ${token}` });
    expect(replayed.status).toBeGreaterThanOrEqual(400);
    world.clock.advance({ minutes: 10 });
    const again = await challenged(email);
    await expect(again.answer({ code: used })).rejects.toMatchObject({ code: 'challenge.rejected' });
    expect(await lastEvent(email)).toMatchObject({ reason: 'reusedCode' });
  });
});
