import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { Device } from '../support/browser.js';
import { Pages } from '../support/pages.js';
import { RunningWorld, type EnrolledProvider } from '../support/running-world.js';

let world: RunningWorld;
let dana: EnrolledProvider;
beforeAll(async () => {
  world = await RunningWorld.open({ browser: true });
  await world.registerOrganization('Riverside Clinic', { mfaRequired: true });
  dana = await world.enrolled('Riverside Clinic');
});
afterEach((context) => world.endTest(context));
afterAll(() => world.close());

/** Somebody of the staff at a device of their own, signed in as the set-up leaves them: not yet with a passkey. */
async function agent(role: string): Promise<Pages> {
  const person = await world.invite(null);
  await world.cli.json('account', 'role', 'grant', person.email, '--role', role, '--reason', 'new in the team');
  const pages = new Pages(await world.browser.newDevice({ viewport: { width: 1280, height: 860 } }));
  await pages.acceptInvitation(await world.invitationLink(person), person.password);
  await pages.setUpAuthenticator();
  await pages.storeRecoveryCode();
  await pages.trustDevice();
  await pages.signedIn();
  return pages;
}

/** From the page that says that the console is closed, by passkey, to the page that was asked for. */
async function enter(pages: Pages, path: string): Promise<void> {
  await pages.page.goto(`/console${path}`);
  await pages.on('Sign in with your passkey');
  await pages.page.locator('main a').click();
  await pages.device.setPresence(false);
  await pages.enterEmail('somebody@riverside.example');
  await pages.device.setPresence(true);
  // With somebody there, Chromium's authenticator may answer the request behind the autofill list first.
  const button = pages.page.getByRole('button', { name: 'Sign in with a passkey', exact: true });
  await button.click({ timeout: 3_000 }).catch(() => undefined);
  await pages.page.waitForURL((url) => url.pathname.startsWith('/console/'));
}

async function isAccessible(device: Device, name: string): Promise<void> {
  for (const colorScheme of ['light', 'dark'] as const) {
    await device.page.emulateMedia({ colorScheme });
    expect(await device.accessibilityViolations()).toEqual([]);
    await device.screenshot(`console ${name} ${colorScheme}`);
  }
}

describe('the console', () => {
  it('is closed to strangers, and to people without a role', async () => {
    const stranger = new Pages(await world.browser.newDevice());
    await stranger.page.goto('/console/accounts?search=dana');
    await stranger.on('Sign in with your passkey');
    await isAccessible(stranger.device, 'entrance');
    expect(await stranger.page.locator('main a').getAttribute('href')).toBe('/?returnTo=%2Fconsole%2Faccounts%3Fsearch%3Ddana');

    const provider = await world.withPassword(null);
    const pages = new Pages(await world.browser.newDevice());
    await pages.signIn(provider.email, provider.password);
    await pages.signedIn();
    await pages.page.goto('/console/');
    await pages.on('The console is not open to you');
  });
});

/** A whole day's work, with every page looked at twice. */
const aJourney = 120_000;

describe('support', () => {
  it('finds an account, reads its history, disables and enables it, and resets its MFA', async () => {
    const pages = await agent('support');
    const { page, device } = pages;
    await enter(pages, '/accounts');
    await pages.on('Accounts');
    await isAccessible(device, 'accounts');

    await page.keyboard.press('/');
    await page.keyboard.type(dana.email);
    await page.waitForURL(/search=/);
    await page.locator('main [aria-busy=false]').waitFor();
    await expect.poll(() => page.locator('main [data-row]').count()).toBe(1);
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { level: 1, name: dana.name }).waitFor();
    await page.getByText('Set up an authenticator app').waitFor();
    await isAccessible(device, 'account');

    await page.getByRole('link', { name: /^Set up an authenticator app/ }).click();
    await page.getByRole('complementary').getByText('AuthenticatorEnrolled').waitFor();
    await isAccessible(device, 'event');
    await page.keyboard.press('Escape');
    await page.waitForURL((url) => !url.pathname.includes('/events/'));

    await pages.press('Reveal');
    await pages.fill('Reason', 'to call back');
    await page.getByRole('dialog').getByRole('button', { name: 'Reveal' }).click();
    await page.getByText(dana.email, { exact: true }).waitFor();

    await pages.press('Disable account');
    await isAccessible(device, 'disable');
    await pages.fill('Reason', 'left the clinic');
    await page.getByRole('dialog').getByRole('button', { name: 'Disable account' }).click();
    await page.getByText('Disabled', { exact: true }).waitFor();
    await page.getByText(/^Account disabled/).waitFor();
    await pages.press('Enable account');
    await pages.fill('Reason', 'it was somebody else');
    await page.getByRole('dialog').getByRole('button', { name: 'Enable account' }).click();
    await page.getByText('Active', { exact: true }).waitFor();

    await pages.press('Reset MFA');
    await pages.fill('Reason', 'telephone stolen');
    await pages.fill('Ticket', 'HELP-4711');
    await page.getByLabel('How did they prove who they are?').selectOption('call-back');
    await pages.press('Request reset');
    await page.getByText('1 second factor ends').or(page.getByText('2 second factors end')).waitFor();
    await isAccessible(device, 'reset');
    await pages.press('Confirm and reset');
    await page.getByRole('group', { name: 'Receipt' }).getByText('HELP-4711').waitFor();
    await isAccessible(device, 'receipt');

    expect((await world.cli.eventTypes(dana.email)).slice(-4)).toEqual(['AccountDisabled', 'AccountEnabled', 'MfaResetRequested', 'MfaReset']);
  }, aJourney);
});

describe('an owner', () => {
  it('registers an organization, sees whom a policy concerns before it holds, invites people, and gives a role', async () => {
    const helper = await world.enrolled('Riverside Clinic');
    const pages = await agent('owner');
    const { page, device } = pages;
    const dialog = page.getByRole('dialog');
    await enter(pages, '/organizations');
    await pages.on('Organizations');
    await isAccessible(device, 'organizations');

    await pages.press('Register organization');
    await pages.fill('Name', 'Lakeside Practice');
    await pages.fill('Reason', 'new customer');
    await dialog.getByLabel('Require a second factor from the start').uncheck();
    await pages.press('Save');
    await pages.on('Lakeside Practice');
    await isAccessible(device, 'organization');

    await pages.press('Invite somebody');
    await pages.fill('Address', 'kim@lakeside.example');
    await pages.fill('Name', 'Kim Larsen');
    await pages.press('Send invitation');
    await dialog.waitFor({ state: 'detached' });
    expect((await world.mailbox.waitForLink('kim@lakeside.example', '/invitation')).hash).not.toBe('');

    await pages.press('Invite from a file');
    await page.locator('textarea').fill('lee@lakeside.example,Lee\nkim@lakeside.example,Kim Larsen\nno address');
    await pages.press('Show what it does');
    await page.getByText('1 would be invited, 1 are there already, 1 lines are wrong').waitFor();
    await isAccessible(device, 'import');
    await pages.press('Invite 1 person');
    await page.getByText('1 person is invited.').waitFor();
    await page.getByRole('link', { name: 'Back to the organization' }).click();

    await pages.press('Change policy');
    await page.getByLabel('Second factor required').check();
    await page.getByText('2 of 2 have no second factor yet.').waitFor();
    await isAccessible(device, 'policy');
    await pages.fill('Reason', 'the pilot is over');
    await pages.press('Confirm and save');
    await pages.on('Lakeside Practice');
    await page.getByText('the pilot is over').waitFor();

    await page.getByRole('navigation').getByRole('link', { name: 'Staff' }).click();
    await pages.on('Staff');
    await isAccessible(device, 'staff');
    await pages.press('Give a role');
    await page.getByLabel('Who? Name or address').fill(helper.email);
    await pages.press('Find');
    await dialog.getByRole('button', { name: helper.name }).click();
    await dialog.getByLabel('Role').selectOption('compliance');
    await pages.fill('Reason', 'reads the history');
    await isAccessible(device, 'grant');
    await pages.press('Confirm and give');
    await dialog.waitFor({ state: 'detached' });
    expect((await world.cli.eventTypes(helper.email)).at(-1)).toBe('RoleGranted');
  }, aJourney);
});

describe('compliance', () => {
  it('narrows the history, opens an event, exports what is shown, reads a report, and marks a period as reviewed', async () => {
    const pages = await agent('compliance');
    const { page, device } = pages;
    await enter(pages, '/events');
    await pages.on('Event history');
    await page.getByRole('link', { name: /^Set up an authenticator app/ }).first().waitFor();
    await page.getByRole('img', { name: /events over time/ }).waitFor();
    await isAccessible(device, 'events');

    await page.getByLabel('Outcome').selectOption('success');
    await page.waitForURL(/outcome=success/);
    await page.getByRole('link', { name: /^Signed in with a passkey/ }).first().click();
    await page.getByRole('complementary').getByText('SessionStarted').waitFor();
    await isAccessible(device, 'event of the history');
    await page.keyboard.press('Escape');

    await page.getByText('Saved filters').click();
    await pages.fill('Name for this filter', 'What worked');
    await pages.press('Save');
    await page.getByRole('button', { name: 'What worked', exact: true }).waitFor();
    await page.getByText('Saved filters').click();

    await pages.press('Export');
    await pages.fill('Reason', 'asked for by the auditor');
    const file = page.waitForEvent('download');
    await pages.press('Confirm and export');
    expect((await file).suggestedFilename()).toMatch(/^events-[\d-]+\.csv$/);
    await page.getByText(/^Done: \d+ events/).waitFor();
    await isAccessible(device, 'export');
    await page.getByRole('dialog').getByRole('button', { name: 'Close' }).click();

    const rail = page.getByRole('navigation', { name: 'Console' });
    await rail.getByRole('link', { name: 'Reports' }).click();
    await pages.on('MFA coverage');
    await page.getByRole('cell', { name: 'Riverside Clinic' }).first().waitFor();
    await isAccessible(device, 'report');

    await rail.getByRole('link', { name: 'Reviews' }).click();
    await pages.on('Reviews');
    await page.getByLabel('From', { exact: true }).fill('2026-01-01T00:00:00');
    await pages.fill('Note', 'looked at every reset');
    await pages.press('Mark as reviewed');
    await page.getByRole('cell', { name: 'looked at every reset' }).waitFor();
    await isAccessible(device, 'reviews');
  }, aJourney);
});
