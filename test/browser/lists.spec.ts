import { generateKeyPairSync } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { generate, type Large } from '../load/large/generate.js';
import { cheapHashing } from '../load/running.js';
import { ConsoleStaff, type ConsoleAgent } from '../support/console-staff.js';
import { RunningWorld } from '../support/running-world.js';

/** More than would fit on three screens is too much for one document. */
const MOST_ROWS = 90;

let directory: string;
let large: Large;
let world: RunningWorld;
let owner: ConsoleAgent;
/** The id of the account with the longest history. */
let longest: string;
beforeAll(async () => {
  directory = mkdtempSync(join(tmpdir(), 'vestibule-lists-'));
  const { publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  large = await generate({ directory, accounts: 100, events: 1_050, seed: '1', until: new Date(), password: 'walking under seven bridges', publicKey, env: cheapHashing, longest: 300 });
  world = await RunningWorld.open({ browser: true, dataDir: directory, env: { RATE_STAFF_PER_MINUTE: '10000' } });
  const staff = await ConsoleStaff.open(world);
  owner = await staff.agent('owner', await staff.organization('Riverside Clinic'), 'Erik Lund');
  const { accounts } = await owner.call<{ accounts: readonly { id: string }[] }>('GET', `/accounts?search=${encodeURIComponent(large.longest.email)}`);
  longest = accounts[0]!.id;
});
afterEach((context) => world.endTest(context));
afterAll(async () => {
  await world.close();
  rmSync(directory, { recursive: true });
});

interface Shown {
  readonly rows: number;
  /** Of the last row in the document, counted from 1. */
  readonly last: number;
  /** The first row below the head, and where it is on the screen. */
  readonly key: string;
  readonly y: number;
}

/** What the list shows, two frames later. */
async function shown(page: Page): Promise<Shown> {
  return page.evaluate<Shown>(`new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() => {
    const rows = [...document.querySelectorAll('main [data-key]')];
    const first = rows.find((row) => row.getBoundingClientRect().top > 110) ?? rows[0];
    const last = rows.at(-1);
    done({ rows: rows.length, last: Number(last.getAttribute('aria-posinset') ?? last.getAttribute('aria-rowindex') - 1), key: first.dataset.key, y: Math.round(first.getBoundingClientRect().top) });
  })))`);
}

async function listed(page: Page): Promise<void> {
  await page.locator('main [data-row]').first().waitFor();
  await expect.poll(() => page.locator('main .skeleton-block, main app-skeleton').count()).toBe(0);
}

/** Where the focus is: the number of its row. */
const focused = (page: Page): Promise<number> => page.evaluate<number>(`Number(document.activeElement.closest('[data-key]')?.getAttribute('aria-rowindex')) - 1`);

/** Scrolls down so far that a row of that number is drawn. */
async function scrolledTo(page: Page, row: number): Promise<Shown> {
  for (const deadline = Date.now() + 60_000; ; ) {
    const now = await shown(page);
    expect(now.rows).toBeLessThan(MOST_ROWS);
    if (now.last >= row) return now;
    if (Date.now() > deadline) throw new Error(`row ${row} was not reached, but ${now.last}`);
    await page.evaluate('scrollBy(0, 2500)');
  }
}

/** Scrolls there, and says whether it is still the end when the rows there are drawn. */
const downToEnd = `new Promise((done) => {
  scrollTo(0, document.documentElement.scrollHeight);
  requestAnimationFrame(() => requestAnimationFrame(() => done(Math.ceil(scrollY + innerHeight) >= document.documentElement.scrollHeight)));
})`;

/** The ids of all events, as the API lists them. */
async function allEvents(): Promise<readonly string[]> {
  const ids: string[] = [];
  for (let after: string | null = ''; after !== null; ) {
    const page: { events: readonly { id: string }[]; next: string | null } = await owner.call('GET', `/events?limit=200${after === '' ? '' : `&after=${encodeURIComponent(after)}`}`);
    ids.push(...page.events.map(({ id }) => id));
    after = page.next;
  }
  return ids;
}

describe('a list of more than a thousand events', () => {
  it('is read to its end, page by page by itself, with a document that does not grow', async () => {
    const { page } = await owner.at('/events');
    await listed(page);
    const all = await allEvents();
    expect(all.length).toBeGreaterThan(1_000);
    const atEnd = page.getByText(/^The end of the list: \d+ in all$/);
    const table = page.getByRole('table', { name: 'Event history' });
    expect(await table.getAttribute('aria-rowcount')).toBe('-1');
    for (let last = 0; (await atEnd.count()) === 0; ) ({ last } = await scrolledTo(page, last + 1));
    await page.evaluate('scrollTo(0, document.documentElement.scrollHeight)');
    const end = await shown(page);
    expect(end.rows).toBeLessThan(MOST_ROWS);
    expect(await page.locator('main [data-key]').last().getAttribute('data-key')).toBe(all.at(-1));
    expect(await table.getAttribute('aria-rowcount')).toBe(String(end.last + 1));
    // What happened since the first page was read: the looking itself.
    expect(end.last).toBeGreaterThan(all.length - 20);
    expect(end.last).toBeLessThanOrEqual(all.length);
  });

  it('is walked through by keyboard, also where no row is drawn yet', async () => {
    const { page } = await owner.at('/events');
    await listed(page);
    await page.locator('main [data-row]').first().focus();
    await page.keyboard.press('End');
    await expect.poll(() => focused(page)).toBe(100);
    await expect.poll(async () => (await shown(page)).last).toBeGreaterThan(100);
    await page.keyboard.press('ArrowDown');
    await expect.poll(() => focused(page)).toBe(101);
    await page.keyboard.press('Home');
    await expect.poll(() => focused(page)).toBe(1);
    await page.keyboard.press('PageDown');
    await expect.poll(() => focused(page)).toBeGreaterThan(5);
    const screen = await focused(page);
    await page.keyboard.press('PageDown');
    await expect.poll(() => focused(page)).toBeGreaterThan(screen + 5);
    expect(await page.evaluate('(({ top, bottom }) => top > 80 && bottom <= innerHeight)(document.activeElement.getBoundingClientRect())')).toBe(true);
    // Scrolled away with the row, the focus is still in the list: the keys go on from there.
    const before = await focused(page);
    await page.mouse.move(600, 600);
    await page.mouse.wheel(0, 6_000);
    await expect.poll(() => page.evaluate('document.activeElement.localName')).toBe('cdk-virtual-scroll-viewport');
    await page.keyboard.press('ArrowUp');
    await expect.poll(() => focused(page)).toBe(before - 1);
    await page.keyboard.press('Home');
    await expect.poll(() => focused(page)).toBe(1);
    await page.keyboard.press('ArrowUp');
    await expect.poll(() => page.evaluate("document.activeElement.closest('app-search-box') !== null")).toBe(true);
  });

  it('is at the same place after "back", and stays there when something opens beside it', async () => {
    const { page } = await owner.at('/events');
    await listed(page);
    await scrolledTo(page, 500);
    const before = await shown(page);
    await page.locator(`main [data-key="${before.key}"] [data-row]`).click();
    await page.getByRole('complementary').waitFor();
    // In another width rows have other heights: it is still there to read, if not at the very same place.
    const row = page.locator(`main [data-key="${before.key}"]`);
    const moved = async (): Promise<number> => Math.abs((await row.boundingBox())!.y - before.y);
    await expect.poll(moved).toBeLessThan(100);
    await page.keyboard.press('Escape');
    await page.waitForURL((url) => url.pathname === '/console/events');
    await expect.poll(moved).toBeLessThanOrEqual(2);
    const there = await shown(page);

    await page.locator('main [data-key] a[href^="/console/accounts/"]').nth(20).click();
    await page.getByRole('heading', { level: 1 }).filter({ hasNotText: 'Event history' }).waitFor();
    expect(await page.evaluate('scrollY')).toBe(0);
    await page.goBack();
    await listed(page);
    await expect.poll(async () => (await shown(page)).key).toBe(there.key);
    await expect.poll(async () => Math.abs((await shown(page)).y - there.y)).toBeLessThanOrEqual(2);
  });

  it('stays where it is read at its end when the next page comes late', async () => {
    const { page } = await owner.at('');
    let gate = Promise.withResolvers<void>();
    await page.route(/\/admin\/events\?.*after=/, (route) => gate.promise.then(() => route.continue()));
    await page.goto('/console/events');
    await listed(page);
    for (const end of [100, 200, 300, 400]) {
      // Past rows that were never drawn: how far it is, is only guessed.
      await expect.poll(() => page.evaluate(downToEnd)).toBe(true);
      const before = await shown(page);
      const { resolve: letGo } = gate;
      gate = Promise.withResolvers<void>();
      letGo();
      await expect.poll(() => page.locator('main section [role=status]').textContent()).toContain(String(end + 100));
      await shown(page);
      const { y } = (await page.locator(`main [data-key="${before.key}"]`).boundingBox())!;
      expect(Math.abs(y - before.y)).toBeLessThanOrEqual(2);
    }
    gate.resolve();
  });

  it('says at its end why it does not go on, and goes on when asked', async () => {
    const { page } = await owner.at('/events');
    await page.route(/\/admin\/events\?.*after=/, (route) => route.fulfill({ status: 429, contentType: 'application/problem+json', json: { status: 429, code: 'throttled' } }));
    await listed(page);
    await scrolledTo(page, 100);
    const note = page.locator('app-list-end').getByRole('alert');
    await note.waitFor();
    await page.unroute(/\/admin\/events\?.*after=/);
    await note.getByRole('button', { name: 'Try again' }).click();
    await scrolledTo(page, 150);
    expect(await note.count()).toBe(0);
  });

  it('prints all that was read', async () => {
    const { page } = await owner.at('/events');
    await listed(page);
    await scrolledTo(page, 150);
    await page.evaluate(`addEventListener('beforeprint', () => { globalThis.printed = document.querySelectorAll('main [data-key]').length; })`);
    await page.pdf();
    expect(await page.evaluate('globalThis.printed')).toBeGreaterThanOrEqual(200);
    await expect.poll(async () => (await shown(page)).rows).toBeLessThan(MOST_ROWS);
  });
});

describe('the timeline of an account', () => {
  it('stays where it is read while something happens to the account, and shows it on top', async () => {
    const { page } = await owner.at('');
    // From its first line on nothing is missed.
    const stream = page.waitForResponse((response) => response.url().includes('/admin/live?'));
    await page.goto(`/console/accounts/${longest}`);
    await stream;
    await listed(page);
    await scrolledTo(page, 150);
    const before = await shown(page);
    const row = page.locator(`main [data-key="${before.key}"]`);
    const number = (): Promise<number> => row.getAttribute('aria-posinset').then(Number);
    const place = await number();
    const client = world.client();
    await client.begin({ email: large.longest.email });
    await client.password('not the right one').catch(() => undefined);
    await expect.poll(number).toBeGreaterThan(place);
    await expect.poll(async () => Math.abs((await row.boundingBox())!.y - before.y)).toBeLessThanOrEqual(2);
    const places = await page.evaluate<number>(`(() => {
      addEventListener('beforeprint', () => { globalThis.printed = document.querySelectorAll('main [data-key]').length; });
      return Number([...document.querySelectorAll('main [data-key]')].at(-1).getAttribute('aria-posinset'));
    })()`);
    await page.pdf();
    expect(await page.evaluate('globalThis.printed')).toBeGreaterThanOrEqual(places);
    await expect.poll(async () => (await shown(page)).rows).toBeLessThan(MOST_ROWS);
    await page.evaluate('scrollTo(0, 0)');
    await page.getByRole('link', { name: /^Gave a wrong password/ }).first().waitFor();
  });
});
