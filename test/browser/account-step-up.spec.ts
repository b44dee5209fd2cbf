import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { Pages } from '../support/pages.js';
import { RunningWorld } from '../support/running-world.js';

/** The least that may be configured: nobody waits five minutes for a test. */
const STEP_UP_SECONDS = 10;

let world: RunningWorld;
beforeAll(async () => {
  world = await RunningWorld.open({ browser: true, env: { STEP_UP_SECONDS: String(STEP_UP_SECONDS) } });
});
afterEach((context) => world.endTest(context));
afterAll(() => world.close());

it('who has the password alone proves it again, may think better of it, and adds a second step', async () => {
  const { email, password } = await world.withPassword(null);
  const device = await world.browser.newDevice();
  const pages = new Pages(device);
  await pages.signIn(email, password, '/?returnTo=/account/methods');
  await pages.on('Sign-in methods');
  await new Promise((resolve) => setTimeout(resolve, STEP_UP_SECONDS * 1000 + 1_000));

  await pages.press('Set up an app');
  await pages.on('Enter your password');
  expect(await pages.page.getByRole('button', { name: 'Sign in with a passkey' }).count()).toBe(0);
  expect(await device.accessibilityViolations()).toEqual([]);
  await pages.press('Cancel');
  await pages.on('Sign-in methods');

  await pages.press('Set up an app');
  await pages.on('Enter your password');
  await pages.fill('Password', password);
  await pages.press('Continue');
  await pages.on('Sign-in methods');
  await pages.page.getByText('Thank you, it is you.').waitFor();
  await pages.press('Set up an app');
  await pages.setUpAuthenticator();
  await pages.storeRecoveryCode();
  await pages.doNotTrustDevice();
  await pages.on('Sign-in methods');
  expect((await world.cli.eventTypes(email)).slice(-3)).toEqual(['RecoveryCodeConfirmed', 'DeviceTrustDeclined', 'SessionElevated']);
}, 180_000);
