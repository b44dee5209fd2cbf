import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { NativeClient } from '../support/native-client.js';
import { SoftwareAuthenticator } from '../support/software-authenticator.js';
import { password, World } from '../support/world.js';

const email = 'dana@riverside.example';
let world: World;
let secret: string;
let passkey: SoftwareAuthenticator;
let recoveryCode: string;
/** Of somebody who signed in before any jump. */
let session: NativeClient;

beforeAll(async () => {
  world = await World.create();
  await world.account(email, { organizationId: await world.organization() });
  const client = await challenged();
  secret = client.next('set-up-authenticator').authenticator.secret;
  await client.confirmAuthenticator(world.code(secret));
  recoveryCode = client.next('store-recovery-code').recoveryCode ?? '';
  await client.confirmRecoveryCode();
  passkey = new SoftwareAuthenticator(world.origin);
  await client.trustDevice(passkey.register(client.next('trust-device').passkey.options));
  session = client;
  world.clock.advance({ minutes: 30 });
});
afterAll(() => world.close());

async function challenged(): Promise<NativeClient> {
  const client = world.client();
  await client.begin({ email });
  await client.password(password);
  return client;
}

/** Does something while the clock is ten minutes behind, and puts it right again. */
async function tenMinutesBack(work: () => Promise<void>): Promise<void> {
  world.clock.advance({ minutes: -10 });
  await work();
  world.clock.advance({ minutes: 10 });
}

const refused = { status: 401, code: 'challenge.rejected' };

describe('a clock that jumps back ten minutes', () => {
  it('brings no code of the authenticator app back that was accepted before, nor one of an earlier step', async () => {
    const code = world.code(secret);
    const client = await challenged();
    await client.answer({ code });
    client.next('done');
    await tenMinutesBack(async () => {
      for (const again of [code, world.code(secret)]) {
        const other = await challenged();
        await expect(other.answer({ code: again })).rejects.toMatchObject(refused);
      }
    });
    // The first is of a step that lies ahead now, the second of one before the last accepted one.
    expect((await world.history(email)).flatMap(({ event }) => (event.type === 'ChallengeFailed' ? [event.reason] : []))).toEqual(['wrongCode', 'reusedCode']);
    // Later than the last accepted one, it works.
    world.clock.advance({ minutes: 10 });
    const later = await challenged();
    await later.answer({ code: world.code(secret) });
    expect(later.next('done').session.acr).toBe('aal2');
  });

  it('brings no e-mail code, no recovery code and no passkey answer back', async () => {
    const byMail = await challenged();
    await byMail.challenge('email-code');
    const code = await world.mailbox.waitForCode(email);
    const { challenge } = byMail.next('challenge');
    await byMail.answer({ code });
    const byRecovery = await challenged();
    await byRecovery.challenge('recovery-code');
    await byRecovery.answer({ code: recoveryCode });
    await byRecovery.confirmRecoveryCode();
    const byPasskey = world.client();
    await byPasskey.begin({});
    const assertion = passkey.assert(byPasskey.next('first-factor').passkey.options as never);
    const { id, token = '' } = byPasskey.signIn;
    await byPasskey.passkey(assertion);

    await tenMinutesBack(async () => {
      const again = await challenged();
      await expect(again.answerChallenge(challenge?.id ?? '', { code })).rejects.toMatchObject(refused);
      await again.challenge('recovery-code');
      await expect(again.answer({ code: recoveryCode })).rejects.toMatchObject(refused);
      const replayed = await world.client().send('POST', `/sign-ins/${id}/passkey`, { credential: assertion }, { authorization: `Bearer ${token}` });
      expect([401, 404]).toContain(replayed.status);
    });
  });

  it('makes no session longer: not over all, and not without activity', async () => {
    const client = await challenged();
    world.clock.advance({ minutes: 10 });
    await client.answer({ code: world.code(secret) });
    const { expiresAt } = client.next('done').session;
    const status = async (of: NativeClient): Promise<number> => (await of.send('GET', '/session')).status;
    await tenMinutesBack(async () => {
      expect(await status(client)).toBe(200);
      expect((await client.call<{ expiresAt: string }>('GET', '/session')).expiresAt).toBe(expiresAt);
    });
    // The look at it in the past counts as none in the future: 15 minutes after the last real one it is over.
    world.clock.advance({ minutes: 15, seconds: 1 });
    expect(await status(client)).toBe(401);
    await tenMinutesBack(async () => expect(await status(session)).toBe(401));
  });
});
