import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { ConsoleStaff } from '../support/console-staff.js';
import { Pages } from '../support/pages.js';
import { RunningWorld } from '../support/running-world.js';

/** Nobody waits five minutes for a test; on a busy machine it must be enough to do what comes right after a sign-in. */
const STEP_UP_SECONDS = 15;

/** Until a sign-in of that moment is too old for a change that matters. */
const tooLongAfter = (signedInAt: number): Promise<void> => sleep(Math.max(0, signedInAt + (STEP_UP_SECONDS + 1) * 1_000 - Date.now()));

let world: RunningWorld;
beforeAll(async () => {
  world = await RunningWorld.open({ browser: true, env: { STEP_UP_SECONDS: String(STEP_UP_SECONDS) } });
});
afterEach((context) => world.endTest(context));
afterAll(() => world.close());

/** An agent of the console who signed in a while ago, on the page of somebody's account. */
async function agentAtWork(): Promise<{ pages: Pages; staff: ConsoleStaff; accountId: string }> {
  const staff = await ConsoleStaff.open(world);
  const organizationId = await staff.organization('Riverside Clinic');
  const { accountId } = await staff.invite(organizationId, 'Dana Reyes');
  const pages = await (await staff.agent('support', organizationId, 'Sam Okafor')).at(`/accounts/${accountId}`);
  await pages.on('Dana Reyes Invited');
  return { pages, staff, accountId };
}

it('who signed in a while ago proves it again before something changes: on their own pages, where they may think better of it, and in the console', async () => {
  const { email, password } = await world.withPassword(null);
  const device = await world.browser.newDevice();
  const pages = new Pages(device);
  await pages.signIn(email, password, '/?returnTo=/account/methods');
  await pages.on('Sign-in methods');
  const signedInAt = Date.now();
  const console = await agentAtWork();
  const agentSignedInAt = Date.now();
  await tooLongAfter(signedInAt);

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

  await tooLongAfter(agentSignedInAt);
  await console.pages.press('Disable account');
  await console.pages.fill('Reason', 'left the clinic');
  await console.pages.page.getByRole('dialog').getByRole('button', { name: 'Disable account' }).click();
  await console.pages.page.getByRole('alert').getByText('It is a while since').waitFor();
  expect(await console.pages.device.accessibilityViolations()).toEqual([]);
  expect((await console.staff.owner.eventsOf(console.accountId)).at(-1)).not.toBe('AccountDisabled');
  await console.pages.press('Use passkey');
  await console.pages.page.getByRole('dialog').waitFor({ state: 'detached' });
  await console.pages.page.getByText('Disabled', { exact: true }).waitFor();
  expect((await console.staff.owner.eventsOf(console.accountId)).at(-1)).toBe('AccountDisabled');
});
