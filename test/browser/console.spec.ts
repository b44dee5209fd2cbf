import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { ConsoleStaff, type ConsoleAgent, type SetUpPerson } from '../support/console-staff.js';
import { Pages } from '../support/pages.js';
import { RunningWorld } from '../support/running-world.js';

let world: RunningWorld;
let staff: ConsoleStaff;
let riverside: string;
let dana: SetUpPerson;
let sam: ConsoleAgent;
beforeAll(async () => {
  world = await RunningWorld.open({ browser: true });
  staff = await ConsoleStaff.open(world);
  riverside = await staff.organization('Riverside Clinic', { resetApprovals: 2 });
  dana = await staff.provider(riverside, 'Dana Reyes');
  sam = await staff.agent('support', riverside, 'Sam Okafor');
});
afterEach((context) => world.endTest(context));
afterAll(() => world.close());

/** Gives a reason in the dialog that is open, and does what it is about. */
async function confirm(pages: Pages, name: string, reason: string): Promise<void> {
  const dialog = pages.page.getByRole('dialog');
  await dialog.getByLabel('Reason', { exact: true }).fill(reason);
  await dialog.getByRole('button', { name, exact: true }).click();
  await dialog.waitFor({ state: 'detached' });
}

describe('the console', () => {
  it('is closed to strangers, and to people without a role', async () => {
    const stranger = new Pages(await world.browser.newDevice());
    await stranger.page.goto('/console/accounts?search=dana');
    await stranger.on('Sign in with your passkey');
    expect(await stranger.page.locator('main a').getAttribute('href')).toBe('/?returnTo=%2Fconsole%2Faccounts%3Fsearch%3Ddana');

    const provider = await world.withPassword(null);
    const pages = new Pages(await world.browser.newDevice());
    await pages.signIn(provider.email, provider.password);
    await pages.signedIn();
    await pages.page.goto('/console/');
    await pages.on('The console is not open to you');
  });

  it('asks who signed in with less than a passkey for the passkey, and leads back to the page they wanted', async () => {
    const device = await world.browser.newDevice({ passkeys: sam.passkey.forBrowser() });
    const pages = new Pages(device);
    await pages.signIn(sam.email, sam.password);
    await pages.on('Enter the code from your app');
    await pages.fill('Code from the app', await sam.app.code());
    await pages.signedIn();

    await pages.page.goto('/console/accounts?status=active');
    await pages.on('Sign in with your passkey');
    await pages.page.locator('main a').click();
    await pages.enterEmail(sam.email);
    await pages.press('Sign in with a passkey');
    await pages.page.waitForURL((url) => url.pathname === '/console/accounts' && url.search === '?status=active');
    await pages.on('Accounts');
    await expect.poll(() => pages.page.locator('main [data-row]').count()).toBeGreaterThan(0);
  });
});

/** Chooses what worked, and waits until that is what the bars and the list show. */
async function onlySuccess(page: Page): Promise<void> {
  const answers = ['histogram?', 'events?'].map((end) => page.waitForResponse((response) => response.url().includes(end) && response.url().includes('outcome=success')));
  await page.getByLabel('Outcome').selectOption('success');
  await Promise.all(answers);
  await expect.poll(() => page.locator('main [aria-busy=true], main .skeleton-block').count()).toBe(0);
}

async function clearAll(pages: Pages): Promise<void> {
  await pages.press('Clear all');
  await pages.page.waitForURL((url) => url.search === '');
}

describe('a day of a support agent', () => {
  it('finds somebody by keyboard, reads what happened as it happens, calls back, stops a stolen device, and resets with a colleague', async () => {
    const pages = await (await staff.agent('support', riverside, 'Mona Haddad')).at('/accounts');
    const { page } = pages;
    await pages.on('Accounts');
    await page.keyboard.press('/');
    await page.keyboard.type(dana.email);
    // While somebody types, there are answers to what was typed so far.
    await page.waitForURL((url) => url.searchParams.get('search') === dana.email);
    await expect.poll(() => page.locator('main [data-row]').count()).toBe(1);
    await expect.poll(() => page.locator('main [aria-busy=true]').count()).toBe(0);
    const stream = page.waitForResponse((response) => response.url().includes('/admin/live?'));
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { level: 1, name: dana.name }).waitFor();
    // From its first line on nothing is missed.
    await stream;

    await page.getByRole('link', { name: /^Set up an authenticator app/ }).click();
    await page.getByRole('complementary').getByText('AuthenticatorEnrolled').waitFor();
    await page.keyboard.press('Escape');
    await page.waitForURL((url) => !url.pathname.includes('/events/'));

    // Live: the account holder mistypes the password while the page is open.
    const client = world.client();
    await client.begin({ email: dana.email });
    await client.password('not the right one').catch(() => undefined);
    await page.getByRole('link', { name: /^Gave a wrong password/ }).waitFor();

    await pages.press('Reveal');
    await confirm(pages, 'Reveal', 'to call back');
    await page.getByText(dana.email, { exact: true }).waitFor();

    await page.getByRole('button', { name: /^Revoke/ }).first().click();
    await confirm(pages, 'Revoke device', 'stolen from a car');
    await page.getByRole('link', { name: /^No longer trusts/ }).waitFor();
    await pages.press('Disable account');
    await confirm(pages, 'Disable account', 'left the clinic');
    await page.getByText('Disabled', { exact: true }).waitFor();
    await pages.press('Enable account');
    await confirm(pages, 'Enable account', 'it was somebody else');
    await page.getByText('Active', { exact: true }).waitFor();

    await pages.press('Reset MFA');
    await pages.fill('Reason', 'telephone stolen');
    await pages.fill('Ticket', 'HELP-4711');
    await page.getByLabel('How did they prove who they are?').selectOption('call-back');
    await pages.press('Request reset');
    await page.getByRole('dialog').getByText('asks for two people').waitFor();
    await page.getByRole('dialog').getByRole('button', { name: 'Close' }).click();

    const colleague = await (await staff.agent('support', riverside, 'Jonas Weber')).at('/resets');
    await colleague.page.getByRole('link', { name: dana.name }).click();
    await colleague.page.getByText('HELP-4711').waitFor();
    await colleague.press('Confirm and reset');
    const receipt = colleague.page.getByRole('group', { name: 'Receipt' });
    await receipt.getByText('HELP-4711').waitFor();
    expect(await receipt.innerText()).toContain('Mona Haddad');
    expect(await receipt.innerText()).toContain('Jonas Weber');

    await page.getByRole('link', { name: /^MFA was reset/ }).waitFor();
    expect((await staff.owner.eventsOf(dana.accountId)).filter((type) => !/^(Mail|Session|Password)/.test(type)).slice(-5)).toEqual([
      'DeviceRevoked',
      'AccountDisabled',
      'AccountEnabled',
      'MfaResetRequested',
      'MfaReset',
    ]);

    // It was not the holder's wish: the account freezes, and a case waits for somebody who had no part in the reset.
    const link = await world.mailbox.waitForLink(dana.email, '/not-me');
    expect((await world.client().send('POST', '/account-freezes', { token: link.hash.slice(1) })).status).toBe(200);
    await page.getByText('Frozen', { exact: true }).waitFor();
    await page.getByRole('link', { name: 'Cases' }).click();
    await page.getByText('Somebody else looks at this one').waitFor();
    const third = await (await staff.agent('support', riverside, 'Ida Holm')).at('/cases');
    await third.page.getByRole('row').filter({ hasText: dana.name }).getByRole('button', { name: /^Close/ }).click();
    await confirm(third, 'Close case', 'called back: it was a fraud');
    await third.page.getByText('No case is open').waitFor();
    expect((await staff.owner.eventsOf(dana.accountId)).filter((type) => /^(AccountFrozen|Case)/.test(type))).toEqual(['AccountFrozen', 'CaseOpened', 'CaseClosed']);
  });

  it('asks anew what happened when the stream that tells it was broken', async () => {
    const { page } = await (await staff.agent('support', riverside, 'Ruth Adler')).at('');
    // Each ends at once, and the browser opens the next.
    await page.route('**/admin/live?*', (route) => route.fulfill({ contentType: 'text/event-stream', body: 'retry: 500\nevent: ready\ndata: {}\n\n' }));
    let asked = 0;
    page.on('request', (request) => {
      const { pathname, searchParams } = new URL(request.url());
      if (pathname.endsWith('/history') && !searchParams.has('before')) asked += 1;
    });
    await page.goto(`/console/accounts/${dana.accountId}`);
    await expect.poll(() => asked).toBeGreaterThan(1);
  });

  it('closes by itself where the session ends: nothing of an account stays on the screen', async () => {
    const away = await staff.agent('support', riverside, 'Sven Berg');
    const pages = await away.at(`/accounts/${dana.accountId}`);
    await pages.page.getByRole('heading', { level: 1, name: dana.name }).waitFor();
    await staff.owner.call('POST', `/accounts/${away.accountId}/sessions/end`, { reason: 'left the desk', ticket: 'HELP-9' });
    await pages.on('Sign in with your passkey');
    expect(await pages.page.getByText(dana.name).count()).toBe(0);
    expect(await staff.owner.eventsOf(away.accountId)).toContain('SessionsVoided');
  });

  it('closes by itself where nobody came back for as long as a session may be idle', async () => {
    const away = await staff.agent('support', riverside, 'Nadia Rossi');
    const pages = await away.at('');
    await pages.page.clock.install();
    await pages.page.goto('/console/accounts');
    await expect.poll(() => pages.page.locator('main [data-row]').count()).toBeGreaterThan(0);
    let asked = 0;
    pages.page.on('request', (request) => (asked += request.url().endsWith('/api/v1/admin/me') ? 1 : 0));
    await staff.owner.call('POST', `/accounts/${away.accountId}/sessions/end`, { reason: 'left the desk', ticket: 'HELP-9' });
    await pages.page.clock.fastForward('14:00');
    await pages.on('Accounts');
    expect(asked).toBe(0);
    await pages.page.clock.fastForward('01:00');
    await pages.on('Sign in with your passkey');
    expect(asked).toBe(1);
    expect(await pages.page.locator('main [data-row]').count()).toBe(0);
  });

  it('ends with the role: what is asked for next is refused, and said so', async () => {
    const leaving = await staff.agent('support', riverside, 'Lena Fischer');
    const pages = await leaving.at(`/accounts/${dana.accountId}`);
    await pages.page.getByRole('heading', { level: 1, name: dana.name }).waitFor();
    await staff.revoke(leaving.accountId, 'support');
    await pages.page.getByRole('link', { name: 'Reset requests' }).click();
    expect(await pages.alert()).toContain('Your role does not allow this');
    await pages.page.reload();
    await pages.on('The console is not open to you');
    expect((await staff.owner.eventsOf(leaving.accountId)).at(-1)).toBe('RoleRevoked');
  });
});

describe('a day of a reviewer', () => {
  it('narrows the history, opens an event, keeps the filter, exports what is shown, reads a report, and marks a period as reviewed', async () => {
    const pages = await (await staff.agent('compliance', riverside, 'Noor Aziz')).at('/events');
    const { page } = pages;
    await pages.on('Event history');
    await page.getByRole('link', { name: /^Set up an authenticator app/ }).first().waitFor();

    await onlySuccess(page);
    await page.getByRole('link', { name: /^Signed in with a passkey/ }).first().click();
    await page.getByRole('complementary').getByText('SessionStarted').waitFor();
    // What was sent to a colleague opens for them, too.
    const address = page.url();
    await page.reload();
    await page.getByRole('complementary').getByText('SessionStarted').waitFor();
    expect(page.url()).toBe(address);
    await page.getByRole('link', { name: 'All events of this request' }).click();
    await page.waitForURL(/\/events\?requestId=/);
    await page.getByRole('link', { name: /^Signed in with a passkey/ }).first().waitFor();
    const request = page.getByLabel('Request id');
    await expect.poll(() => request.inputValue()).toBe(new URL(page.url()).searchParams.get('requestId'));
    await request.fill('00000000-0000-4000-8000-000000000000');
    await request.press('Enter');
    await page.getByText('Nothing matches').waitFor();
    await clearAll(pages);
    await expect.poll(() => request.inputValue()).toBe('');
    await onlySuccess(page);

    const picture = page.getByRole('group', { name: /events over time/ });
    const box = (await picture.boundingBox())!;
    await page.mouse.move(box.x + box.width * 0.5, box.y + 20);
    await page.mouse.down();
    await page.mouse.move(box.x + box.width - 2, box.y + 20, { steps: 3 });
    await page.mouse.up();
    await page.waitForURL((url) => url.searchParams.has('from') && url.searchParams.has('to'));
    await clearAll(pages);

    const network = page.getByLabel('From address or network');
    await network.fill('203.0.113.0/24');
    await network.press('Enter');
    await page.getByText('Nothing matches').waitFor();
    await network.fill('127.0.0.0/8');
    await network.press('Enter');
    await page.waitForURL(/address=127\.0\.0\.0/);
    await page.getByRole('link', { name: /^Signed in with a passkey/ }).first().waitFor();
    await clearAll(pages);
    await onlySuccess(page);

    await pages.press('Saved filters');
    await page.getByRole('menuitem', { name: /^Keep/ }).click();
    await pages.press('Save');
    await page.getByText('Give a name.').waitFor();
    await pages.fill('Name for this filter', 'What worked');
    await pages.press('Save');
    await pages.press('Delete “What worked”');
    await page.getByText('“What worked” is deleted.').waitFor();
    await pages.press('Undo');
    await page.getByRole('button', { name: 'Delete “What worked”' }).waitFor();
    await page.keyboard.press('Escape');
    await clearAll(pages);
    await pages.press('Saved filters');
    await page.getByRole('menuitem', { name: 'What worked' }).click();
    await page.waitForURL(/outcome=success/);

    await pages.press('Export');
    await pages.fill('Reason', 'asked for by the auditor');
    const file = page.waitForEvent('download');
    await pages.press('Confirm and export');
    expect((await file).suggestedFilename()).toMatch(/^events-[\d-]+\.csv$/);
    await page.getByText(/^Done: \d+ events/).waitFor();
    await page.getByRole('dialog').getByRole('button', { name: 'Close' }).click();

    const rail = page.getByRole('navigation', { name: 'Console' });
    await rail.getByRole('link', { name: 'Reports' }).click();
    await pages.on('MFA coverage');
    await page.getByRole('cell', { name: 'Riverside Clinic' }).first().waitFor();

    await rail.getByRole('link', { name: 'Reviews' }).click();
    await pages.on('Reviews');
    await page.getByLabel('From', { exact: true }).fill('2026-01-01T00:00:00');
    await pages.fill('Note', 'looked at every reset');
    await pages.press('Mark as reviewed');
    await page.getByRole('cell', { name: 'looked at every reset' }).waitFor();
  });
});

describe('a day of an account manager', () => {
  it('registers an organization, invites one and many, sees whom a policy concerns before it holds, and changes it with the passkey', async () => {
    const pages = await (await staff.agent('account-manager', riverside, 'Petra Novak')).at('/organizations');
    const { page } = pages;
    await pages.on('Organizations');
    await pages.press('Register organization');
    await pages.fill('Name', 'Lakeside Practice');
    await page.getByRole('dialog').getByLabel('Require a second factor from the start').uncheck();
    await confirm(pages, 'Save', 'new customer');
    await pages.on('Lakeside Practice');

    await pages.press('Invite somebody');
    await pages.fill('Address', 'kim@lakeside.example');
    await pages.fill('Name', 'Kim Larsen');
    await pages.press('Send invitation');
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    expect((await world.mailbox.waitForLink('kim@lakeside.example', '/invitation')).hash).not.toBe('');

    await pages.press('Invite from a file');
    await page.locator('textarea').fill('lee@lakeside.example,Lee\nkim@lakeside.example,Kim Larsen\nno address');
    await pages.press('Show what it does');
    await page.getByText('To be invited: 1; there already: 1; wrong and left out: 1').waitFor();
    await pages.press('Invite 1 person');
    await page.getByText('1 person is invited.').waitFor();
    await page.getByRole('link', { name: 'Back to the organization' }).click();

    await pages.press('Change policy');
    await page.getByLabel('Second factor required').check();
    await page.getByText('2 of 2 have no second factor yet.').waitFor();
    await pages.fill('Reason', 'the pilot is over');
    await pages.press('Confirm and save');
    await pages.on('Lakeside Practice');
    await page.getByText('the pilot is over').waitFor();

    // What is not theirs is not in the rail, and not behind its address either.
    expect(await page.getByRole('navigation', { name: 'Console' }).getByRole('link').allInnerTexts()).toEqual(['Accounts', 'Organizations']);
    await page.goto('/console/staff');
    expect(await pages.alert()).toContain('Your role does not allow this');
  });
});

describe('an owner', () => {
  it('gives a role with a reason and a passkey, and takes it away', async () => {
    const helper = await staff.provider(riverside, 'Imani Cole');
    const pages = await (await staff.agent('owner', riverside, 'Erik Lund')).at('/staff');
    const { page } = pages;
    const dialog = page.getByRole('dialog');
    await pages.on('Staff');
    await pages.press('Give a role');
    await page.getByLabel('Who? Name or address').fill(helper.email);
    await pages.press('Find');
    await dialog.getByRole('button', { name: helper.name }).click();
    await dialog.getByRole('combobox', { name: 'Role' }).click();
    await page.getByRole('option', { name: /^Compliance/ }).click();
    await confirm(pages, 'Confirm and give', 'reads the history');
    await page.getByRole('button', { name: new RegExp(`Compliance.*${helper.name}`) }).click();
    await dialog.getByLabel('Reason', { exact: true }).fill('only for the audit');
    await dialog.getByRole('button', { name: /^Take|^Confirm/ }).click();
    await dialog.waitFor({ state: 'detached' });
    expect((await staff.owner.eventsOf(helper.accountId)).slice(-2)).toEqual(['RoleGranted', 'RoleRevoked']);
  });
});
