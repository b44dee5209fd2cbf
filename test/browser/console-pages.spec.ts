import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { ConsoleStaff, type SetUpPerson } from '../support/console-staff.js';
import type { Pages } from '../support/pages.js';
import { RunningWorld } from '../support/running-world.js';
import { scrollTo } from '../support/scrolling.js';

let world: RunningWorld;
let staff: ConsoleStaff;
let organizationId: string;
let dana: SetUpPerson;
let resetAddress: string;
beforeAll(async () => {
  world = await RunningWorld.open({ browser: true });
  staff = await ConsoleStaff.open(world);
  organizationId = await staff.organization('Riverside Clinic', { resetApprovals: 2 });
  dana = await staff.provider(organizationId, 'Dana Reyes');
  await staff.invite(organizationId, 'Kim Larsen');
  const { resetId } = await staff.owner.call<{ resetId: string }>('POST', `/accounts/${dana.accountId}/resets`, { reason: 'lost', ticket: 'HELP-1', identityProof: 'in-person' });
  resetAddress = `/resets/${dana.accountId}/${resetId}`;
  await staff.owner.call('POST', '/reviews', { from: '2026-01-01T00:00:00.000Z', to: '2026-01-31T00:00:00.000Z', note: 'looked at every reset' });
});
afterEach((context) => world.endTest(context));
afterAll(() => world.close());

/** The page with everything on it loaded; until it is known who looks, and which page it is, there is no heading. */
async function settled({ page }: Pages): Promise<void> {
  await page.locator('main h1').first().waitFor({ state: 'attached' });
  await expect.poll(() => page.locator('main [aria-busy=true], main .skeleton-block').count()).toBe(0);
}

/** What was sent and is not answered yet: the dialog waits with it, whatever is pressed. */
async function stuck(page: Page): Promise<void> {
  await page.route('**/disable', () => undefined);
  await page.getByRole('button', { name: 'Disable account' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Reason', { exact: true }).fill('on leave');
  await dialog.getByRole('button', { name: 'Disable account' }).click();
  await dialog.getByRole('button', { name: 'One moment …' }).waitFor();
  await page.keyboard.press('Escape');
  expect(await dialog.isVisible()).toBe(true);
  await page.unroute('**/disable');
  await page.reload();
}

const addresses = (): readonly string[] => [
  '/accounts',
  '/accounts?search=nobody-of-this-name',
  `/accounts/${dana.accountId}`,
  `/accounts/${dana.accountId}?at=2026-01-01T00:00:00.000Z`,
  '/resets',
  resetAddress,
  '/cases',
  '/events',
  '/events?text=nothing-like-this',
  '/reports/mfa-coverage',
  '/reports/sign-ins',
  '/reviews',
  '/organizations',
  `/organizations/${organizationId}`,
  `/organizations/${organizationId}/policy`,
  `/organizations/${organizationId}/import`,
  '/staff',
  '/nothing/here',
];

describe('every page of the console', () => {
  it('can be used by everybody, in the light and in the dark, and fits a telephone', async () => {
    const pages = await (await staff.agent('owner', organizationId, 'Erik Lund')).at('');
    for (const address of addresses()) {
      await pages.page.setViewportSize({ width: 1280, height: 860 });
      await pages.page.goto(`/console${address}`);
      await settled(pages);
      expect({ address, found: await pages.device.violationsInBothSchemes() }).toEqual({ address, found: [] });
      await pages.page.setViewportSize({ width: 390, height: 780 });
      expect({ address, tooWideBy: await pages.device.overflow(), found: await pages.device.accessibilityViolations() }).toEqual({ address, tooWideBy: 0, found: [] });
    }
  });

  it('keep what is read in its place when a picture above it comes late', async () => {
    const { page } = await (await staff.agent('owner', organizationId, 'Ada Lund')).at('');
    const { promise: held, resolve: letGo } = Promise.withResolvers<void>();
    await page.route('**/events/histogram?*', (route) => held.then(() => route.continue()), { times: 1 });
    await page.goto('/console/events');
    await page.locator('main [data-row]').first().waitFor();
    const top = async (): Promise<number> => (await page.locator('main app-list').boundingBox())!.y;
    const before = await top();
    letGo();
    await page.getByRole('group', { name: /events over time/ }).waitFor();
    await page.evaluate('new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)))');
    expect(Math.abs((await top()) - before)).toBeLessThan(8);
    // Not for a moment either: all shifts together, as the browser counts them (Layout Instability).
    const shifted = `new Promise((resolve) => new PerformanceObserver((list) => resolve(list.getEntries().reduce((sum, { value }) => sum + value, 0))).observe({ type: 'layout-shift', buffered: true }))`;
    expect(await page.evaluate(`Promise.race([${shifted}, new Promise((resolve) => setTimeout(resolve, 500, 0))])`)).toBeLessThan(0.1);
  });

  it('and so can everything that opens on them', async () => {
    const pages = await (await staff.agent('owner', organizationId, 'Erika Lund')).at(`/accounts/${dana.accountId}`);
    const { page } = pages;
    const usable = async (what: string): Promise<void> => expect({ what, found: await pages.device.violationsInBothSchemes() }).toEqual({ what, found: [] });

    await page.getByRole('link', { name: /^Set up an authenticator app/ }).click();
    await page.getByRole('complementary').getByText('AuthenticatorEnrolled').waitFor();
    await usable('an entry of a timeline');
    await page.setViewportSize({ width: 390, height: 780 });
    expect(await pages.device.overflow()).toBe(0);
    await page.setViewportSize({ width: 1280, height: 860 });
    await page.keyboard.press('Escape');
    await pages.press('Disable account');
    await page.getByRole('dialog', { name: 'Disable this account' }).waitFor();
    await usable('an action');
    await page.getByRole('dialog').getByRole('button', { name: 'Disable account' }).click();
    await page.getByText('Say why;').waitFor();
    await usable('an action without a reason');
    for (let tabs = 0; tabs < 6; tabs += 1) {
      await page.keyboard.press('Tab');
      expect(await page.evaluate(`document.activeElement.closest('[role="dialog"]') !== null`)).toBe(true);
    }
    await page.keyboard.press('Escape');
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    await expect.poll(() => page.evaluate('document.activeElement.innerText')).toBe('Disable account');
    await stuck(page);
    await pages.press('Reset MFA');
    await usable('a reset');
    await page.keyboard.press('Escape');

    // What opens at the end of the document belongs to no landmark, wherever it is shown.
    const overlay = (violation: string): boolean => !violation.startsWith('region:');
    await page.getByRole('button', { name: /Erika Lund/ }).click();
    await page.getByRole('menuitemradio', { name: 'Dark' }).waitFor();
    expect((await pages.device.accessibilityViolations()).filter(overlay)).toEqual([]);
    await page.keyboard.press('Escape');

    await page.goto('/console/events');
    const kinds = page.getByRole('combobox', { name: 'What happened' });
    await kinds.fill('mfa reset');
    await page.getByRole('listbox').getByRole('option').first().waitFor();
    expect((await pages.device.accessibilityViolations()).filter(overlay)).toEqual([]);
    await kinds.press('Enter');
    await page.waitForURL(/types=/);
    await page.getByRole('button', { name: /^Remove/ }).click();
    await page.waitForURL((url) => !url.searchParams.has('types'));
    await pages.press('Export');
    await usable('an export');
    await page.keyboard.press('Escape');
    await page.getByText('The numbers as a table').click();
    await usable('a histogram as table');
    await page.goto('/console/staff');
    await pages.press('Give a role');
    await usable('a role');
    await page.goto('/console/organizations');
    await pages.press('Register organization');
    await usable('a new organization');
    const [dialog, name] = await Promise.all([page.locator('mat-dialog-content').boundingBox(), page.getByRole('dialog').locator('mat-label').first().boundingBox()]);
    expect(name!.y).toBeGreaterThanOrEqual(dialog!.y);
  });

  it('of a moment before the account leads back to now', async () => {
    const pages = await (await staff.agent('support', organizationId, 'Mona Haddad')).at(`/accounts/${dana.accountId}?at=2026-01-01T00:00:00.000Z`);
    await pages.page.getByText('this account did not exist yet').waitFor();
    await pages.press('Back to now');
    await pages.page.getByRole('heading', { level: 1, name: dana.name }).waitFor();
    expect(new URL(pages.page.url()).search).toBe('');
  });

  it('is there for who is not signed in, and in German', async () => {
    const stranger = await world.browser.newDevice({ locale: 'de-DE', viewport: { width: 390, height: 780 } });
    await stranger.page.goto('/console/');
    await stranger.page.getByRole('heading', { level: 1 }).waitFor();
    expect(await stranger.violationsInBothSchemes()).toEqual([]);
    const pages = await (await staff.agent('support', organizationId, 'Jana Weber')).at(`/accounts/${dana.accountId}`, { locale: 'de-DE', viewport: { width: 390, height: 780 } });
    await pages.page.getByRole('heading', { level: 1, name: dana.name }).waitFor();
    await settled(pages);
    expect(await pages.device.violationsInBothSchemes()).toEqual([]);
    expect(await pages.device.overflow()).toBe(0);
    expect(await pages.page.locator('html').getAttribute('lang')).toBe('de');
    // Also what the service says.
    await scrollTo(pages.page, pages.page.getByRole('link', { name: 'Authenticator-App eingerichtet' }));
  });
});

describe('the bars of the event history', () => {
  /** The time that the address asks for, and how many events the bars stand for. */
  async function shown({ page }: Pages): Promise<{ readonly from: string | null; readonly to: string | null; readonly events: number }> {
    const label = (await page.locator('app-histogram-bars svg').getAttribute('aria-label')) ?? '';
    const { searchParams } = new URL(page.url());
    return { from: searchParams.get('from'), to: searchParams.get('to'), events: Number(/\d+/.exec(label)?.[0]) };
  }

  it('narrow the time to what the pointer was dragged across, or to what the keys chose; a press alone does nothing', async () => {
    const pages = await (await staff.agent('compliance', organizationId, 'Noor Aziz')).at('/events');
    const { page } = pages;
    await settled(pages);
    const before = await shown(pages);
    expect(before).toMatchObject({ from: null, to: null });
    const drag = async (from: number, to: number): Promise<void> => {
      const box = (await page.locator('app-histogram-bars svg').boundingBox()) ?? { x: 0, y: 0, width: 0 };
      await page.mouse.move(box.x + from * box.width, box.y + 40);
      await page.mouse.down();
      await page.mouse.move(box.x + to * box.width, box.y + 45, { steps: 4 });
      await page.mouse.up();
    };

    await drag(0.5, 0.5);
    await drag(0.5, 0.502);
    expect(await shown(pages)).toMatchObject({ from: null, to: null });
    // To the left; the newest events are in it.
    await drag(0.999, 0.5);
    await expect.poll(async () => (await shown(pages)).events).toBeLessThan(before.events);
    const dragged = await shown(pages);
    expect(Date.parse(dragged.from ?? '')).toBeLessThan(Date.parse(dragged.to ?? ''));

    await page.goBack();
    await expect.poll(async () => (await shown(pages)).events).toBeGreaterThanOrEqual(before.events);
    await settled(pages);
    const begin = page.getByRole('slider', { name: 'Begin of the narrower time' });
    await begin.focus();
    for (let times = 0; times < 3; times += 1) await page.keyboard.press('PageUp');
    await expect.poll(() => begin.getAttribute('aria-valuenow')).toBe('30');
    await page.keyboard.press('Escape');
    await expect.poll(() => begin.getAttribute('aria-valuenow')).toBe('0');
    expect((await shown(pages)).from).toBeNull();
    for (let times = 0; times < 3; times += 1) await page.keyboard.press('PageUp');
    expect(await pages.device.violationsInBothSchemes()).toEqual([]);
    await page.keyboard.press('Enter');
    await expect.poll(async () => (await shown(pages)).events).toBeLessThan(before.events);
    expect((await shown(pages)).from).not.toBeNull();
  });
});

describe('a report on paper', () => {
  it('has its bars beside their names however wide the sheet is, its days as wide as the sheet, and nothing to press', async () => {
    const pages = await (await staff.agent('compliance', organizationId, 'Ines Moreau')).at('/reports/staff-access');
    const { page } = pages;
    // A browser lays a sheet out without telling the page how wide it is: what is measured later would come too late.
    const apart = `(() => {
      const middle = (element) => { const { top, bottom } = element.getBoundingClientRect(); return (top + bottom) / 2; };
      const [names, bars] = ['.labels span', 'svg rect'].map((found) => [...document.querySelectorAll('app-bar-chart ' + found)].map(middle));
      return names.length === 0 || names.length !== bars.length ? 'other names than bars' : Math.max(...names.map((at, index) => Math.abs(at - bars[index])));
    })()`;
    await page.locator('app-bar-chart rect').first().waitFor({ state: 'attached' });
    expect(await page.evaluate(apart)).toBeLessThanOrEqual(1);
    expect(await page.evaluate(`(() => { document.querySelector('app-bar-chart').style.inlineSize = '30rem'; return ${apart}; })()`)).toBeLessThanOrEqual(1);

    await page.goto('/console/reports/sign-ins');
    const drawn = `document.querySelector('app-line-chart svg').viewBox.baseVal.width`;
    await page.locator('app-line-chart circle').first().waitFor();
    await expect.poll(() => page.evaluate(drawn)).toBeGreaterThan(800);
    await page.evaluate(`addEventListener('beforeprint', () => { globalThis.onPaper = ${drawn}; })`);
    await page.pdf();
    expect(await page.evaluate('globalThis.onPaper')).toBe(680);
    await expect.poll(() => page.evaluate(drawn)).toBeGreaterThan(800);
    await page.emulateMedia({ media: 'print' });
    const [toPress, skip, words] = [page.getByRole('button'), page.getByText('Skip to the content'), page.getByRole('heading', { level: 1 })];
    expect([await toPress.count(), await skip.isVisible(), await words.isVisible()]).toEqual([0, false, true]);
  });
});
