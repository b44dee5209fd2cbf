import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { Device } from '../support/browser.js';
import { Pages } from '../support/pages.js';
import { RunningWorld } from '../support/running-world.js';
import type { AuthenticatorApp } from '../support/totp.js';

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

/** From wherever one is on the account pages to a section. */
async function open(pages: Pages, section: string, heading = section): Promise<void> {
  const back = pages.page.getByRole('link', { name: 'Back to your account' });
  if (await back.isVisible()) await back.click();
  await pages.on('Your account');
  await pages.page.getByRole('link', { name: new RegExp(`^${section}`) }).click();
  await pages.on(heading);
  await isAccessible(pages.device);
}

/** Presses what asks first, reads what it says, and presses it once more. */
async function confirm(pages: Pages, name: string | RegExp, answer: string): Promise<string> {
  await pages.page.getByRole('button', { name }).first().click();
  const question = pages.page.getByRole('group', { name });
  const text = await question.innerText();
  await isAccessible(pages.device);
  await question.getByRole('button', { name: answer }).click();
  return text;
}

async function setUp(pages: Pages, email: string, password: string, link: URL): Promise<AuthenticatorApp> {
  await pages.acceptInvitation(link, password);
  const app = await pages.setUpAuthenticator();
  await pages.storeRecoveryCode();
  await pages.trustDevice();
  await pages.signedIn();
  expect((await world.cli.eventTypes(email)).at(-1)).toBe('SessionStarted');
  return app;
}

describe('a day of an account holder', () => {
  it('a second device, a new recovery code, a new app, no other sessions, another password, and a look at the history', async () => {
    const { email, password, ...provider } = await world.invite('Riverside Clinic');
    const first = new Pages(await world.browser.newDevice());
    const app = await setUp(first, email, password, await world.invitationLink({ email, password, ...provider }));

    const second = new Pages(await world.browser.newDevice());
    await second.signIn(email, password);
    await second.on('Enter the code from your app');
    await second.fill('Code from the app', await app.code());
    await second.signedIn();
    await second.press('Your account');
    await second.on('Your account');
    await isAccessible(second.device);

    await open(second, 'Trusted devices');
    await second.press('Trust another device');
    await second.trustDevice();
    await second.on('Trusted devices');
    await expect.poll(() => second.page.getByRole('list', { name: 'Trusted devices' }).getByRole('listitem').count()).toBe(2);
    await second.page.getByRole('button', { name: /^Rename/ }).last().click();
    await second.fill('New name', 'Telephone');
    await second.press('Save');
    await second.page.getByRole('button', { name: 'Rename Telephone' }).waitFor();
    expect(await world.eventsSince(email, 'DeviceTrustStarted')).toEqual(['DeviceTrustStarted', 'DeviceTrusted', 'DeviceRenamed']);

    await open(second, 'Sign-in methods');
    expect(await confirm(second, 'Make a new recovery code', 'Make a new recovery code')).toContain('stops working at once');
    await second.storeRecoveryCode('Store your new recovery code');
    await second.on('Sign-in methods');
    expect(await world.eventsSince(email, 'RecoveryCodeReplacementStarted')).toEqual([
      'RecoveryCodeReplacementStarted',
      'RecoveryCodeIssued',
      'RecoveryCodeConfirmed',
    ]);

    await second.press('Replace the app');
    expect((await second.setUpAuthenticator()).secret).not.toBe(app.secret);
    await second.on('Sign-in methods');
    expect(await world.eventsSince(email, 'SetUpStarted')).toEqual([
      'SetUpStarted',
      'AuthenticatorEnrolmentStarted',
      'AuthenticatorEnrolled',
      'AuthenticatorRemoved',
      'SessionElevated',
    ]);

    await open(second, 'Sessions');
    await confirm(second, 'End all other sessions', 'End all other sessions');
    await second.page.getByText('You are signed in here only.').waitFor();
    await first.page.goto('/account/sessions');
    await first.on('Sign in');
    expect((await world.cli.eventTypes(email)).at(-1)).toBe('SessionsVoided');

    await open(second, 'Password', 'Change your password');
    await second.fill('Present password', 'not this one at all');
    await second.fill('New password', 'eleven lamps along the river');
    await second.press('Change password');
    expect(await second.alert()).toContain('not your present password');
    await second.fill('Present password', password);
    await second.press('Change password');
    await second.page.getByText('Your password was changed').waitFor();
    expect(await world.eventsSince(email, 'PasswordRejected')).toEqual(['PasswordRejected', 'PasswordChanged', 'SessionsVoided']);

    await open(second, 'History');
    await second.page.getByText('You changed your password').waitFor();
    await confirm(second, /^This wasn’t me: You signed in/, 'This wasn’t me');
    await second.page.getByRole('heading', { name: 'All other sessions have ended' }).waitFor();
    await isAccessible(second.device);
    expect(await world.eventsSince(email, 'ActivityDisputed')).toEqual(['ActivityDisputed', 'SessionsVoided']);

    expect(await world.mailKinds(email, 10)).toEqual([
      'activity-disputed',
      'authenticator-added',
      'authenticator-added',
      'device-trusted',
      'device-trusted',
      'invitation',
      'new-device',
      'new-device',
      'password-changed',
      'recovery-code-replaced',
    ]);
  });

  it('who signed in with too little proves more, and comes back to where they were', async () => {
    const provider = await world.invite('Riverside Clinic');
    const first = new Pages(await world.browser.newDevice());
    await first.acceptInvitation(await world.invitationLink(provider), provider.password);
    const app = await first.setUpAuthenticator();
    const code = await first.storeRecoveryCode();
    await first.trustDevice();
    await first.signedIn();

    const second = new Pages(await world.browser.newDevice({ locale: 'en-US', viewport: { width: 360, height: 740 } }));
    await second.signIn(provider.email, provider.password, '/?returnTo=/account/devices');
    await second.tryAnother('Recovery code');
    await second.fill('Recovery code', code);
    await second.press('Continue');
    await second.storeRecoveryCode('Store your new recovery code');
    await second.on('Trusted devices');
    await isAccessible(second.device);

    expect(await confirm(second, /^Stop trusting/, 'Stop trusting')).toMatch(/can no longer sign in .* Sessions that are open on it end, except this one\.$/m);
    await second.on('Enter the code from your app');
    await second.fill('Code from the app', await app.code());
    await second.on('Trusted devices');
    await second.page.getByText('Thank you, it is you.').waitFor();
    await confirm(second, /^Stop trusting/, 'Stop trusting');
    await second.page.getByText('No device is trusted.').waitFor();
    expect(await world.eventsSince(provider.email, 'StepUpStarted')).toEqual([
      'StepUpStarted',
      'ChallengeIssued',
      'ChallengePassed',
      'SessionElevated',
      'DeviceRevoked',
    ]);
    await open(second, 'Sign-in methods');
    await second.page.getByText('your account must have one').waitFor();
  });

  it('chooses the language of their mails', async () => {
    const provider = await world.withPassword(null);
    const pages = new Pages(await world.browser.newDevice({ locale: 'de-DE' }));
    await pages.page.goto('/account');
    await pages.on('Anmelden');
    await pages.fill('E-Mail-Adresse', provider.email);
    await pages.press('Weiter');
    await pages.fill('Passwort', provider.password);
    await pages.press('Weiter');
    await pages.on('Ihr Konto');
    await isAccessible(pages.device);
    await pages.page.getByLabel('Sprache der E-Mails an Sie').selectOption('de');
    await pages.page.getByText('Gespeichert').waitFor();
    expect((await world.cli.eventTypes(provider.email)).at(-1)).toBe('LanguageChanged');
  });
});
