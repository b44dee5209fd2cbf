import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { Device, DeviceOptions } from '../support/browser.js';
import { Pages } from '../support/pages.js';
import { RunningWorld, type EnrolledProvider, type Provider } from '../support/running-world.js';

let world: RunningWorld;
beforeAll(async () => {
  world = await RunningWorld.open({ browser: true });
  await world.registerOrganization('Riverside Clinic', { mfaRequired: true });
});
afterEach((context) => world.endTest(context));
afterAll(() => world.close());

/** The password, the method of this device, and another one instead. */
const withAnotherMethod = ['PasswordVerified', 'ChallengeIssued', 'ChallengeIssued', 'ChallengePassed', 'SessionStarted'];

/** Somebody who has set everything up on a device and trusts it. */
async function trustedDevice(options: DeviceOptions = {}): Promise<{ provider: EnrolledProvider; device: Device; pages: Pages }> {
  const invited: Provider = await world.invite('Riverside Clinic');
  const device = await world.browser.newDevice(options);
  const pages = new Pages(device);
  await pages.acceptInvitation(await world.invitationLink(invited), invited.password);
  const app = await pages.setUpAuthenticator();
  const recoveryCode = await pages.storeRecoveryCode();
  await pages.trustDevice();
  await pages.signedIn();
  await pages.press('Sign out');
  await pages.on('You are signed out');
  return { provider: { ...invited, app, recoveryCode }, device, pages };
}

describe('a return', () => {
  it('on a trusted device is the password and its passkey', async () => {
    const { provider, pages } = await trustedDevice();
    await pages.signIn(provider.email, provider.password);
    await pages.usePasskey();
    await pages.signedIn();
    expect(await world.eventsSince(provider.email, 'PasswordVerified')).toEqual([
      'PasswordVerified',
      'ChallengeIssued',
      'ChallengePassed',
      'SessionStarted',
    ]);
    const [started] = (await world.cli.accountEvents(provider.email)).slice(-1);
    expect(JSON.stringify(started)).toContain('"phr"');
  });

  it('on a trusted device is its passkey alone, when its button is pressed', async () => {
    const { provider, pages } = await trustedDevice();
    await pages.page.goto('/');
    await pages.enterEmail(provider.email);
    await pages.press('Sign in with a passkey');
    await pages.signedIn();
    expect(await world.eventsSince(provider.email, 'PasskeyVerified')).toEqual(['PasskeyVerified', 'SessionStarted']);
  });

  it('on a trusted device is its passkey alone, when it is chosen from the list of the browser', async () => {
    const { provider, pages } = await trustedDevice({ autofill: true });
    await pages.page.goto('/');
    await pages.enterEmail(provider.email);
    await pages.signedIn();
    expect(await world.eventsSince(provider.email, 'PasskeyVerified')).toEqual(['PasskeyVerified', 'SessionStarted']);
  });

  it('on a trusted device is the password and the app, when nobody chooses from the list and nobody touches the device', async () => {
    const { provider, device, pages } = await trustedDevice({ autofill: true });
    await device.authenticator.setPresence(false);
    await pages.signIn(provider.email, provider.password);
    await pages.tryAnother('Authenticator app');
    await pages.fill('Code from the app', await provider.app.code());
    await pages.signedIn();
    expect(await world.eventsSince(provider.email, 'PasswordVerified')).toEqual(withAnotherMethod);
  });

  it('in another browser falls back to the app, and offers everything else', async () => {
    const { provider } = await trustedDevice();
    const other = new Pages(await world.browser.newDevice());
    await other.signIn(provider.email, provider.password);
    await other.on('Enter the code from your app');
    expect(await other.offeredMethods()).toEqual(['Passkey', 'Code by e-mail', 'Recovery code']);
    await other.press('Back');
    await other.fill('Code from the app', await provider.app.code());
    await other.signedIn();
    expect(await world.mailKinds(provider.email, 5)).toEqual(['authenticator-added', 'device-trusted', 'invitation', 'new-device', 'new-device']);
  });

  it('needs the person, not only the device: without biometrics or PIN the other methods remain', async () => {
    const { provider, device, pages } = await trustedDevice();
    await device.authenticator.setUserVerified(false);
    await pages.signIn(provider.email, provider.password);
    await pages.usePasskey();
    expect(await pages.alert()).not.toBe('');
    await pages.tryAnother('Authenticator app');
    await pages.fill('Code from the app', await provider.app.code());
    await pages.signedIn();
  });
});

describe('another method', () => {
  it('can be a code by e-mail', async () => {
    const provider = await world.enrolled('Riverside Clinic');
    const pages = new Pages(await world.browser.newDevice());
    await pages.signIn(provider.email, provider.password);
    await pages.on('Enter the code from your app');
    await pages.tryAnother('Code by e-mail');
    await pages.on('Check your e-mail');
    await pages.fill('Code from the e-mail', await world.mailbox.waitForCode(provider.email));
    await pages.signedIn();
    expect(await world.eventsSince(provider.email, 'PasswordVerified')).toEqual(withAnotherMethod);
  });

  it('can be the recovery code, which dies of it and is replaced at once', async () => {
    const provider = await world.enrolled('Riverside Clinic');
    const pages = new Pages(await world.browser.newDevice());
    await pages.signIn(provider.email, provider.password);
    await pages.tryAnother('Recovery code');
    await pages.on('Use your recovery code');
    await pages.fill('Recovery code', provider.recoveryCode.toLowerCase().replaceAll(/[\s-]/g, ''));
    await pages.press('Continue');
    const next = await pages.storeRecoveryCode('Store your new recovery code');
    expect(next).not.toBe(provider.recoveryCode);
    await pages.signedIn();
    expect(await world.eventsSince(provider.email, 'ChallengePassed')).toEqual([
      'ChallengePassed',
      'RecoveryCodeIssued',
      'SessionStarted',
      'RecoveryCodeConfirmed',
    ]);
    expect(await world.mailKinds(provider.email, 5)).toContain('recovery-code-used');

    const again = new Pages(await world.browser.newDevice());
    await again.signIn(provider.email, provider.password);
    await again.tryAnother('Recovery code');
    await again.fill('Recovery code', provider.recoveryCode);
    await again.press('Continue');
    expect(await again.alert()).not.toBe('');
    expect((await world.cli.eventTypes(provider.email)).at(-1)).toBe('ChallengeFailed');
  });
});
