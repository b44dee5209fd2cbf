import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { SoftwareAuthenticator } from '../support/software-authenticator.js';
import { password, World } from '../support/world.js';
import type { NativeClient } from '../support/native-client.js';

let world: World;
beforeAll(async () => {
  world = await World.create();
});
afterAll(() => world.close());

async function signedIn(email: string, deviceId?: string): Promise<NativeClient> {
  const client = world.client(deviceId);
  await client.begin({ email });
  await client.password(password);
  return client;
}

describe('who is not asked for MFA', () => {
  it('signs in with the password alone, as before', async () => {
    const organizationId = await world.organization({ mfaRequired: false, emailCode: 'off' });
    await world.account('hill@hillside.example', { organizationId });
    const client = await signedIn('hill@hillside.example');
    expect(client.next('done').session).toMatchObject({ acr: 'aal1', amr: ['pwd'] });
    expect((await world.events('hill@hillside.example')).slice(-2)).toEqual(['PasswordVerified', 'SessionStarted']);
  });

  it('may enrol by themselves, and is asked from then on', async () => {
    const email = 'solo@practice.example';
    await world.account(email);
    const client = await signedIn(email, 'solo-device-0123456789');
    const { token } = client.next('done').session;
    await client.begin({ purpose: 'set-up' });
    await world.setUpApp(client);
    await client.declineDevice();
    expect(client.next('done').session).toMatchObject({ acr: 'aal2' });
    // The raised session has a new token; the old one is worth nothing.
    expect(client.token).not.toBe(token);
    expect((await world.client().send('GET', '/session', undefined, { authorization: `Bearer ${token}` })).status).toBe(401);
    expect((await world.history(email)).at(-1)?.event).toMatchObject({ type: 'SessionElevated', acr: 'aal2' });

    world.clock.advance({ minutes: 1 });
    const again = await signedIn(email);
    expect(again.next('challenge').challenge?.method).toBe('authenticator');
    expect((await world.history(email)).at(-2)?.event).toMatchObject({ policy: { because: 'enrolled', policyRevision: null } });
  });
});

describe('an invitation', () => {
  it('leads to an own password and the set-up, once', async () => {
    const email = 'new@riverside.example';
    await world.account(email, { organizationId: await world.organization(), invited: true });
    const link = await world.mailbox.waitForLink(email, '/invitation');
    const token = link.hash.slice(1);
    const client = world.client();
    expect(await client.call('POST', '/invitations/lookup', { token })).toEqual({
      email,
      name: 'Dana Reyes',
      organization: { name: 'Riverside Clinic' },
      minPasswordLength: 12,
    });
    await expect(client.acceptInvitation(token, 'short')).rejects.toMatchObject({ code: 'password.tooShort', status: 422 });
    await expect(client.acceptInvitation(token, 'riverside forever')).rejects.toMatchObject({ code: 'password.containsName' });
    await client.acceptInvitation(token, 'a quiet harbour town');
    expect(client.next('set-up-authenticator').position).toEqual({ current: 1, of: 3 });
    await expect(world.client().acceptInvitation(token, 'another harbour town')).rejects.toMatchObject({ code: 'invitation.notValid' });
    expect(await world.events(email)).toEqual([
      'AccountRegistered',
      'InvitationIssued',
      'InvitationAccepted',
      'PasswordSet',
      'PasswordVerified',
      'AuthenticatorEnrolmentStarted',
    ]);
  });

  it('that expired, or was made up, is not valid', async () => {
    const email = 'late@riverside.example';
    await world.account(email, { invited: true });
    const token = (await world.mailbox.waitForLink(email, '/invitation')).hash.slice(1);
    const made = `${token.startsWith('A') ? 'B' : 'A'}${token.slice(1)}`;
    await expect(world.client().call('POST', '/invitations/lookup', { token: made })).rejects.toMatchObject({ code: 'invitation.notValid' });
    world.clock.advance({ hours: 24 });
    await expect(world.client().call('POST', '/invitations/lookup', { token })).rejects.toMatchObject({ code: 'invitation.notValid' });
  });
});

describe('an MFA reset', () => {
  it('ends everything, proves the mailbox first and sets up anew; the mailed link freezes the account', async () => {
    const email = 'reset@riverside.example';
    const accountId = await world.account(email, { organizationId: await world.organization() });
    const client = await signedIn(email);
    const passkey = new SoftwareAuthenticator(world.origin);
    const secret = await world.setUpApp(client);
    await client.trustDevice(passkey.register(client.next('trust-device').passkey.options));
    expect((await client.send('GET', '/session')).status).toBe(200);

    const data = {
      resetId: 'reset-1',
      by: { kind: 'operator' } as const,
      resetsToday: 0,
      reason: 'lost telephone',
      ticket: 'T-1',
      identityProof: 'in-person' as const,
    };
    await world.accounts().decideAndAppend(accountId, { type: 'ResetMfa', now: world.clock.now(), data }, world.operator('lost telephone'));
    expect((await client.send('GET', '/session')).status).toBe(401);

    world.clock.advance({ minutes: 2 });
    const again = await signedIn(email);
    const { challenge } = again.next('prove-mailbox');
    expect(challenge?.method).toBe('email-code');
    await again.answer({ code: await world.mailbox.waitForCode(email) });
    const fresh = again.next('set-up-authenticator').authenticator.secret;
    expect(fresh).not.toBe(secret);
    await again.confirmAuthenticator(world.code(fresh));
    await again.confirmRecoveryCode();
    await again.declineDevice();
    expect(again.next('done').session.acr).toBe('aal2');

    // Asked for before the code that was read above, but codes overtake it.
    const notice = async () => (await world.mailbox.mails(email)).find(({ text }) => text.includes('/not-me#'));
    await expect.poll(notice).toBeDefined();
    const link = new URL(/\S+\/not-me#\S+/.exec((await notice())?.text ?? '')?.[0] ?? 'no:link');
    await again.call('POST', '/account-freezes', { token: link.hash.slice(1) });
    expect((await again.send('GET', '/session')).status).toBe(401);
    expect((await world.events(email)).slice(-2)).toEqual(['AccountFrozen', 'CaseOpened']);
    await expect(signedIn(email)).rejects.toMatchObject({ code: 'sign-in.rejected' });
  });
});

describe('a signed-in person', () => {
  it('changes the password after a fresh proof; every other session ends and the holder is told', async () => {
    const email = 'change@riverside.example';
    await world.account(email);
    const other = await signedIn(email);
    const client = await signedIn(email);
    world.clock.advance({ minutes: 6 });
    const change = { currentPassword: password, newPassword: 'eleven lanterns in the fog' };
    await expect(client.call('POST', '/password', change)).rejects.toMatchObject({ code: 'session.stepUpRequired', status: 403 });

    await client.begin({ purpose: 'step-up' });
    expect(client.next('first-factor').methods).toEqual(['password']);
    await client.password(password);
    expect(client.next('done').session.acr).toBe('aal1');
    await expect(client.call('POST', '/password', { ...change, currentPassword: 'wrong' })).rejects.toMatchObject({ code: 'password.wrong' });
    await client.call('POST', '/password', change);

    expect((await client.send('GET', '/session')).status).toBe(200);
    expect((await other.send('GET', '/session')).status).toBe(401);
    await expect(signedIn(email)).rejects.toMatchObject({ code: 'sign-in.rejected' });
    await world.mailbox.waitForMail(email, ({ subject }) => /password/i.test(subject));
  });

  it('sees and ends sessions, and signs out', async () => {
    const email = 'sessions@riverside.example';
    await world.account(email);
    const first = await signedIn(email);
    world.clock.advance({ seconds: 1 });
    const second = await signedIn(email);
    const listed = async () => (await second.call<{ sessions: { id: string; current: boolean }[] }>('GET', '/sessions')).sessions;
    await expect.poll(listed).toHaveLength(2);
    const other = (await listed()).find(({ current }) => !current);
    await second.call('DELETE', `/sessions/${other?.id}`);
    expect((await first.send('GET', '/session')).status).toBe(401);
    await expect(second.call('DELETE', '/sessions/unknown')).rejects.toMatchObject({ code: 'session.notFound' });
    await second.call('DELETE', '/session');
    expect((await second.send('GET', '/session')).status).toBe(401);
  });

  it('is signed out after 15 minutes without activity, and after 12 hours with it', async () => {
    const email = 'idle@riverside.example';
    await world.account(email);
    const idle = await signedIn(email);
    world.clock.advance({ minutes: 15 });
    expect((await idle.send('GET', '/session')).status).toBe(401);

    const busy = await signedIn(email);
    for (let minutes = 10; minutes < 12 * 60; minutes += 10) {
      world.clock.advance({ minutes: 10 });
      expect((await busy.send('GET', '/session')).status).toBe(200);
    }
    world.clock.advance({ minutes: 10 });
    expect((await busy.send('GET', '/session')).status).toBe(401);
  });

  it('has at most five sessions: the oldest ends with an event and a notice', async () => {
    const email = 'five@riverside.example';
    await world.account(email);
    const clients: NativeClient[] = [];
    for (let count = 0; count < 6; count += 1) {
      clients.push(await signedIn(email));
      world.clock.advance({ seconds: 1 });
    }
    expect((await clients[0]?.send('GET', '/session'))?.status).toBe(401);
    expect((await clients[1]?.send('GET', '/session'))?.status).toBe(200);
    expect(await world.events(email)).toContain('SessionDisplaced');
  });

  it('names and revokes a trusted device', async () => {
    const email = 'devices@riverside.example';
    await world.account(email, { organizationId: await world.organization() });
    const client = await signedIn(email, 'named-device-0123456789');
    const passkey = new SoftwareAuthenticator(world.origin);
    await client.confirmAuthenticator(world.code(client.next('set-up-authenticator').authenticator.secret));
    await client.confirmRecoveryCode();
    await client.trustDevice(passkey.register(client.next('trust-device').passkey.options), 'Ward 3');
    const list = async () => (await client.call<{ devices: { id: string; name: string; thisDevice: boolean }[] }>('GET', '/devices')).devices;
    const [device] = await list();
    expect(device).toMatchObject({ name: 'Ward 3', thisDevice: true });
    await client.call('PATCH', `/devices/${device?.id}`, { name: 'Ward 4' });
    expect((await list())[0]).toMatchObject({ name: 'Ward 4' });
    await client.call('DELETE', `/devices/${device?.id}`);
    expect(await list()).toEqual([]);
    await expect(client.call('DELETE', `/devices/${device?.id}`)).rejects.toMatchObject({ code: 'device.notFound' });
  });
});
