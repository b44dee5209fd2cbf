/**
 * The pictures of docs/console.md: `npm run screenshots`. Takes every page of the console, light and dark, of a service of its own with
 * a few people in it, at 1280 × 800, in English and UTC.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import type { Page } from 'playwright-core';
import { ConsoleStaff } from '../support/console-staff.js';
import type { Pages } from '../support/pages.js';
import { RunningWorld } from '../support/running-world.js';
import { invented, type Invented } from './invented.js';
import { smallPng } from './small-png.js';

interface Picture {
  readonly name: string;
  readonly address: (of: Invented) => string;
  /** What is done on the page before the picture is taken. */
  readonly ready?: (page: Page) => Promise<unknown>;
}

const dialog = (button: string) => async (page: Page) => {
  await page.getByRole('button', { name: button, exact: true }).first().click();
  await page.getByRole('dialog').waitFor();
};

const pictures: readonly Picture[] = [
  { name: 'accounts', address: () => '/accounts?search=lakeside' },
  { name: 'account', address: ({ dana }) => `/accounts/${dana.accountId}` },
  {
    name: 'timeline-entry',
    address: ({ dana }) => `/accounts/${dana.accountId}`,
    ready: async (page) => {
      const entry = page.getByRole('link', { name: /^Signed in with a passkey/ }).first();
      // Only the rows near the screen are in the document.
      for (let screens = 0; screens < 10 && !(await entry.isVisible()); screens += 1) await page.mouse.wheel(0, 600).then(() => page.waitForTimeout(300));
      await entry.click();
      await page.getByRole('complementary').waitFor();
    },
  },
  { name: 'action', address: ({ dana }) => `/accounts/${dana.accountId}`, ready: dialog('Disable account') },
  { name: 'reset-request', address: ({ dana }) => `/accounts/${dana.accountId}`, ready: dialog('Reset MFA') },
  { name: 'reset-queue', address: () => '/resets' },
  { name: 'reset', address: ({ reset }) => `/resets/${reset.accountId}/${reset.resetId}` },
  { name: 'cases', address: () => '/cases' },
  { name: 'events', address: () => '/events' },
  {
    name: 'event',
    address: () => '/events?outcome=failure',
    ready: async (page) => {
      await page.locator('main [data-row]').first().click();
      await page.getByRole('complementary').waitFor();
    },
  },
  { name: 'reports', address: () => '/reports/mfa-coverage' },
  { name: 'reviews', address: () => '/reviews' },
  { name: 'organizations', address: () => '/organizations' },
  { name: 'organization', address: ({ lakeside }) => `/organizations/${lakeside}` },
  {
    name: 'policy',
    address: ({ northgate }) => `/organizations/${northgate}/policy`,
    ready: async (page) => {
      await page.getByLabel('Second factor required').check();
      await page.getByText(/have no second factor yet/).waitFor();
    },
  },
  { name: 'staff', address: () => '/staff' },
];

async function take(pages: Pages, of: Invented, into: string, viewport: { width: number; height: number }): Promise<void> {
  const { page } = pages;
  await page.setViewportSize(viewport);
  for (const { name, address, ready } of pictures) {
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme });
      await page.goto(`/console${address(of)}`);
      await page.locator('main h1').waitFor();
      await page.locator('main [aria-busy=true], main .skeleton-block').first().waitFor({ state: 'detached' });
      await ready?.(page);
      writeFileSync(`${into}/${name}-${colorScheme}.png`, smallPng(await page.screenshot({ animations: 'disabled' })));
    }
    console.log(`✓ ${name}`);
  }
}

const [into = 'docs/console', width = '1280', height = '800'] = process.argv.slice(2);
mkdirSync(into, { recursive: true });
const world = await RunningWorld.open({ browser: true, env: { RATE_STAFF_PER_MINUTE: '10000' } });
try {
  const staff = await ConsoleStaff.open(world);
  const of = await invented(world, staff);
  await take(await of.owner.at('', { locale: 'en-GB' }), of, into, { width: Number(width), height: Number(height) });
} finally {
  await world.close();
}
