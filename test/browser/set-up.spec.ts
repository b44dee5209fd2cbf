import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { Device } from '../support/browser.js';
import { Pages } from '../support/pages.js';
import { RunningWorld } from '../support/running-world.js';

let world: RunningWorld;
beforeAll(async () => {
  world = await RunningWorld.open({ browser: true });
  await world.registerOrganization('Riverside Clinic', { mfaRequired: true });
});
afterEach((context) => world.endTest(context));
afterAll(() => world.close());

/** What is on the page now is usable by everybody, in both colour schemes. */
async function isAccessible(device: Device): Promise<void> {
  expect(await device.violationsInBothSchemes()).toEqual([]);
}

/** What a password manager, a telephone's keyboard and a screen reader go by. */
const attributesOf = async (device: Device, label: string): Promise<unknown> =>
  device.page.getByLabel(label, { exact: true }).evaluate((field) => ['type', 'autocomplete', 'inputmode'].map((name) => field.getAttribute(name)));

/** All that the pages left there and a script could read. */
const keptInBrowser = (device: Device): Promise<string> =>
  device.page.evaluate(`(async () => JSON.stringify([{ ...localStorage }, { ...sessionStorage }, document.cookie, await indexedDB.databases(), await caches.keys()]))()`);

describe('the set-up', () => {
  it('leads from an invitation to a trusted device', async () => {
    const provider = await world.invite('Riverside Clinic');
    const device = await world.browser.newDevice();
    const pages = new Pages(device);

    await pages.page.goto((await world.invitationLink(provider)).href);
    await pages.on('Choose your password');
    await isAccessible(device);
    expect(await attributesOf(device, 'New password')).toEqual(['password', 'new-password', null]);
    await pages.fill('New password', provider.password);
    await pages.press('Continue');

    const app = await pages.readSetUpKey();
    await isAccessible(device);
    expect(await attributesOf(device, 'Code from the app')).toEqual(['text', 'one-time-code', 'numeric']);
    await pages.fill('Code from the app', await app.code());
    await pages.on('Store your recovery code');
    await isAccessible(device);
    const recoveryCode = await pages.storeRecoveryCode();
    await pages.on('Trust this device?');
    await isAccessible(device);
    await pages.trustDevice();
    await pages.signedIn();
    await isAccessible(device);
    const kept = await keptInBrowser(device);
    for (const secret of [provider.email, provider.password, app.secret, recoveryCode, recoveryCode.replaceAll(/[\s-]/g, '')]) expect(kept).not.toContain(secret);

    expect(await device.authenticator.passkeys()).toEqual([expect.objectContaining({ rpId: 'localhost', isResidentCredential: true })]);
    expect(await world.cli.eventTypes(provider.email)).toEqual([
      'AccountRegistered',
      'InvitationIssued',
      'InvitationAccepted',
      'PasswordSet',
      'PasswordVerified',
      'AuthenticatorEnrolmentStarted',
      'AuthenticatorEnrolled',
      'RecoveryCodeIssued',
      'RecoveryCodeConfirmed',
      'DeviceTrusted',
      'SessionStarted',
    ]);
    expect(await world.mailKinds(provider.email, 4)).toEqual(['authenticator-added', 'device-trusted', 'invitation', 'new-device']);
  });

  it('ends without a passkey for "not now"', async () => {
    const provider = await world.invite('Riverside Clinic');
    const device = await world.browser.newDevice();
    const pages = new Pages(device);
    await pages.acceptInvitation(await world.invitationLink(provider), provider.password);
    await pages.setUpAuthenticator();
    await pages.storeRecoveryCode();
    await pages.doNotTrustDevice();
    await pages.signedIn();
    expect(await device.authenticator.passkeys()).toEqual([]);
    expect(await world.eventsSince(provider.email, 'RecoveryCodeConfirmed')).toEqual(['RecoveryCodeConfirmed', 'DeviceTrustDeclined', 'SessionStarted']);
  });

  it('says so when this device does not recognize the person, and goes on without it', async () => {
    const provider = await world.invite('Riverside Clinic');
    const device = await world.browser.newDevice();
    const pages = new Pages(device);
    await pages.acceptInvitation(await world.invitationLink(provider), provider.password);
    await pages.setUpAuthenticator();
    await pages.storeRecoveryCode();
    await pages.on('Trust this device?');
    await device.authenticator.setUserVerified(false);
    await pages.press('Continue');
    expect(await pages.alert()).not.toBe('');
    await pages.press('Not now');
    await pages.signedIn();
    expect(await device.authenticator.passkeys()).toEqual([]);
    expect(await world.cli.eventTypes(provider.email)).not.toContain('DeviceTrusted');
  });

  it('survives a reload at every step, and replaces a recovery code that nobody can see any more', async () => {
    const provider = await world.invite('Riverside Clinic');
    const pages = new Pages(await world.browser.newDevice());
    await pages.acceptInvitation(await world.invitationLink(provider), provider.password);
    const { secret } = await pages.readSetUpKey();
    await pages.page.reload();
    expect((await pages.readSetUpKey()).secret).toBe(secret);
    await pages.setUpAuthenticator();

    await pages.on('Store your recovery code');
    await pages.page.reload();
    await pages.press('Create a new recovery code');
    await pages.storeRecoveryCode();
    await pages.on('Trust this device?');
    await pages.page.reload();
    await pages.doNotTrustDevice();
    await pages.signedIn();
    expect(await world.eventsSince(provider.email, 'AuthenticatorEnrolled')).toEqual([
      'AuthenticatorEnrolled',
      'RecoveryCodeIssued',
      'RecoveryCodeIssued',
      'RecoveryCodeConfirmed',
      'DeviceTrustDeclined',
      'SessionStarted',
    ]);
  });

  it('takes no wrong code, and begins at the same step when the person comes back on another day', async () => {
    const provider = await world.invite('Riverside Clinic');
    const first = new Pages(await world.browser.newDevice());
    await first.acceptInvitation(await world.invitationLink(provider), provider.password);
    const app = await first.readSetUpKey();
    await first.fill('Code from the app', app.wrongCode());
    expect(await first.alert()).not.toBe('');
    expect((await world.cli.eventTypes(provider.email)).at(-1)).toBe('AuthenticatorEnrolmentFailed');

    const later = new Pages(await world.browser.newDevice());
    await later.signIn(provider.email, provider.password);
    expect((await later.readSetUpKey()).secret).not.toBe(app.secret);
    await later.setUpAuthenticator();
    await later.storeRecoveryCode();
    await later.doNotTrustDevice();
    await later.signedIn();
  });
});

describe('an invitation', () => {
  it('works once', async () => {
    const provider = await world.invite('Riverside Clinic');
    const link = await world.invitationLink(provider);
    const first = new Pages(await world.browser.newDevice());
    await first.acceptInvitation(link, provider.password);
    await first.on('Set up your authenticator app');

    const second = new Pages(await world.browser.newDevice());
    await second.page.goto(link.href);
    await second.on('This invitation cannot be used');
    await second.press('Go to sign-in');
    await second.on('Sign in');
    expect((await world.cli.eventTypes(provider.email)).filter((type) => type === 'InvitationAccepted')).toHaveLength(1);
  });

  it('asks for a better password and keeps the link good', async () => {
    const provider = await world.invite('Riverside Clinic');
    const pages = new Pages(await world.browser.newDevice());
    const link = await world.invitationLink(provider);
    for (const weak of ['short', 'password1234', 'riverside clinic']) {
      await pages.acceptInvitation(link, weak);
      expect(await pages.alert()).not.toBe('');
      await pages.page.goto('about:blank');
    }
    expect((await world.cli.eventTypes(provider.email)).at(-1)).toBe('InvitationIssued');
    await pages.acceptInvitation(link, provider.password);
    await pages.on('Set up your authenticator app');
  });
});
