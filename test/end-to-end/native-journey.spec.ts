import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Refused } from '../support/native-client.js';
import { SoftwareAuthenticator } from '../support/software-authenticator.js';
import { password, World } from '../support/world.js';

let world: World;
beforeAll(async () => {
  world = await World.create();
});
afterAll(() => world.close());

describe('a native client in an organization that requires MFA', () => {
  const email = 'dana@riverside.example';
  const laptop = 'laptop-0123456789';
  let secret = '';
  let recoveryCode = '';
  let passkey: SoftwareAuthenticator;

  it('sets everything up in one go and is signed in', async () => {
    const organizationId = await world.organization();
    await world.account(email, { organizationId });
    passkey = new SoftwareAuthenticator(world.origin);
    const client = world.client(laptop);

    await client.begin({ email });
    expect(client.next('first-factor').methods).toEqual(['password', 'passkey']);
    await client.password(password);
    const { authenticator, position } = client.next('set-up-authenticator');
    expect(position).toEqual({ current: 1, of: 3 });
    expect(authenticator.uri).toContain(`secret=${authenticator.secret}`);
    secret = authenticator.secret;

    await client.confirmAuthenticator(world.code(secret));
    recoveryCode = client.next('store-recovery-code').recoveryCode ?? '';
    expect(recoveryCode).toMatch(/^([0-9A-HJKMNP-TV-Z]{4}-){5}[0-9A-HJKMNP-TV-Z]{4}$/);
    await client.confirmRecoveryCode();
    await client.trustDevice(passkey.register(client.next('trust-device').passkey.options));

    const { session } = client.next('done');
    expect(session).toMatchObject({ acr: 'aal2', amr: ['pwd', 'otp', 'mfa'], idleSeconds: 900 });
    expect(await client.call('GET', '/session')).toMatchObject({ email, name: 'Dana Reyes', acr: 'aal2' });
    expect(await world.events(email)).toEqual([
      'AccountRegistered',
      'PasswordSet',
      'PasswordVerified',
      'AuthenticatorEnrolmentStarted',
      'AuthenticatorEnrolled',
      'RecoveryCodeIssued',
      'RecoveryCodeConfirmed',
      'DeviceTrusted',
      'SessionStarted',
    ]);
  });

  it('says which revision of the policy asked for MFA', async () => {
    const verified = (await world.history(email)).find(({ event }) => event.type === 'PasswordVerified');
    expect(verified?.event).toMatchObject({ policy: { mfaRequired: true, because: 'organization', policyRevision: 1 } });
  });

  it('is asked for the passkey on the trusted device, and signs in with two appends', async () => {
    const before = (await world.events(email)).length;
    const client = world.client(laptop);
    await client.begin({ email });
    await client.password(password);
    const { challenge, methods } = client.next('challenge');
    expect(methods).toEqual(['passkey', 'authenticator', 'email-code', 'recovery-code']);
    expect(challenge?.method).toBe('passkey');
    await client.answer({ credential: passkey.assert(challenge?.options as never) });
    expect(client.next('done').session).toMatchObject({ acr: 'phr', amr: ['hwk', 'user', 'mfa'] });
    const written = (await world.history(email)).slice(before);
    expect(written.map(({ event }) => event.type)).toEqual(['PasswordVerified', 'ChallengeIssued', 'ChallengePassed', 'SessionStarted']);
    expect(new Set(written.map(({ envelope }) => envelope.commandId)).size).toBe(2);
  });

  it('is asked for the authenticator app on another device; its enrolment code is burned', async () => {
    const client = world.client();
    await client.begin({ email });
    await client.password(password);
    expect(client.next('challenge').challenge?.method).toBe('authenticator');
    await expect(client.answer({ code: world.code(secret) })).rejects.toThrow(Refused);
    world.clock.advance({ seconds: 30 });
    await client.answer({ code: world.code(secret) });
    expect(client.next('done').session).toMatchObject({ acr: 'aal2', amr: ['pwd', 'otp', 'mfa'] });
    expect((await world.events(email)).slice(-3)).toEqual(['ChallengeFailed', 'ChallengePassed', 'SessionStarted']);
  });

  it('signs in with a code by e-mail', async () => {
    const client = world.client();
    await client.begin({ email });
    await client.password(password);
    await client.challenge('email-code');
    expect(client.next('challenge').challenge).toMatchObject({ method: 'email-code', sentTo: 'd•••@riverside.example' });
    await expect(client.challenge('email-code')).rejects.toMatchObject({ code: 'challenge.tooSoon' });
    await client.answer({ code: await world.mailbox.waitForCode(email) });
    expect(client.next('done').session).toMatchObject({ acr: 'email', amr: ['pwd', 'otp'] });
  });

  it('signs in with the recovery code once and is given the next one', async () => {
    const client = world.client();
    await client.begin({ email });
    await client.password(password);
    await client.challenge('recovery-code');
    const before = (await world.events(email)).length;
    await client.answer({ code: recoveryCode.toLowerCase().replaceAll('-', ' ') });
    const next = client.next('store-recovery-code').recoveryCode;
    expect(next).not.toBe(recoveryCode);
    expect(await world.events(email, before)).toEqual(['ChallengePassed', 'RecoveryCodeIssued', 'SessionStarted']);
    await client.confirmRecoveryCode();
    expect(client.next('done').session).toMatchObject({ acr: 'recovery', amr: ['pwd', 'otp'] });
    await world.mailbox.waitForMail(email, ({ subject }) => /recovery code/i.test(subject));

    const again = world.client();
    await again.begin({ email });
    await again.password(password);
    await again.challenge('recovery-code');
    await expect(again.answer({ code: recoveryCode })).rejects.toMatchObject({ code: 'challenge.rejected' });
    recoveryCode = next ?? '';
  });

  it('signs in with the passkey alone', async () => {
    const client = world.client(laptop);
    await client.begin({});
    const { methods, passkey: offered } = client.next('first-factor');
    expect(methods).toEqual(['passkey']);
    const before = (await world.events(email)).length;
    await client.passkey(passkey.assert(offered.options));
    expect(client.next('done').session).toMatchObject({ acr: 'phr' });
    expect(await world.events(email, before)).toEqual(['PasskeyVerified', 'SessionDisplaced', 'SessionStarted']);
  });
});
