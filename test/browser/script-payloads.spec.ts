import type { Frame } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { ConsoleStaff, givePasswordAtBrowser, signIn, signInAtBrowser, type ConsoleAgent, type SetUpPerson } from '../support/console-staff.js';
import { Pages } from '../support/pages.js';
import { RunningWorld } from '../support/running-world.js';
import { readThrough } from '../support/scrolling.js';
import { SoftwareAuthenticator } from '../support/software-authenticator.js';
import { payloadsInFields, scriptPayloads } from '../support/script-payloads.js';

/** What people can be made to store: the longest that each field takes. */
const names = payloadsInFields(200);
const organizationNames = payloadsInFields(200);
const reasons = payloadsInFields(500);
const notes = payloadsInFields(2_000);
const tickets = payloadsInFields(100);
/** The last of them is nothing but an address: it must not become a link. */
const contacts = [...organizationNames.slice(1).map((_, index) => reasons[index % reasons.length]!), 'javascript:alert(53)'];

let world: RunningWorld;
let staff: ConsoleStaff;
let people: readonly SetUpPerson[];
let organizations: readonly string[];
let troubled: SetUpPerson;

beforeAll(async () => {
  world = await RunningWorld.open({ browser: true, env: { RATE_STAFF_PER_MINUTE: '10000' } });
  staff = await ConsoleStaff.open(world);
  const { owner } = staff;
  organizations = await Promise.all(organizationNames.map((name, index) => staff.organization(name, {}, contacts[index])));
  const [first = ''] = organizations;
  people = await Promise.all(organizations.map((organization, index) => staff.provider(organization, names[index]!)));
  troubled = people[0]!;
  await trustDevices(people.at(-1)!, scriptPayloads);
  for (const [index, person] of people.entries()) {
    const said = { reason: reasons[index % reasons.length], ticket: tickets[index], identityProof: 'in-person' };
    await owner.call('POST', `/accounts/${person.accountId}/resets`, said);
    await staff.grant(person.accountId, 'compliance');
  }
  for (const note of notes) await owner.call('POST', '/reviews', { from: '2026-01-01T00:00:00.000Z', to: '2026-01-31T00:00:00.000Z', note });
  // Everybody may say why: sixty reasons and tickets in one history.
  for (const [index, payload] of scriptPayloads.entries()) {
    await owner.call('POST', `/accounts/${troubled.accountId}/${index % 2 === 0 ? 'disable' : 'enable'}`, { reason: payload, ticket: payload });
  }
  for (const [index, reason] of reasons.entries()) {
    const proof = await owner.prove('policy', first);
    await owner.call('PUT', `/organizations/${first}/policy`, { change: { resetApprovals: index % 2 === 0 ? 2 : 1 }, reason, proof });
  }
});
afterEach((context) => world.endTest(context));
afterAll(() => world.close());

/** As many devices as names. */
async function trustDevices(person: SetUpPerson, deviceNames: readonly string[]): Promise<void> {
  const client = await signIn(world, person);
  for (const name of deviceNames) {
    await client.begin({ purpose: 'trust-device' });
    await client.trustDevice(new SoftwareAuthenticator(world.service.origin).register(client.next('trust-device').passkey.options as never), name);
  }
}

/** A mail cuts a name after 63 characters. */
const shortened = (text: string): string => [...text].slice(0, 63).join('').trimEnd();

/** A mail has signs without a width in names, so that no mail program makes links of them. */
const normal = (text: string): string => text.replaceAll('\u2060', '').replace(/\s+/g, ' ');

/** What no text of a person may become: another element than the pages have, a handler, a script's address. */
const foreign = `[...document.body.querySelectorAll('*')].flatMap((element) => [
  ...(/^(script|iframe|object|embed|base|link|meta|style|img|image|video|audio|source|marquee|math|animate|use|a:not|body|html)$/i.test(element.localName) &&
    !element.nonce && !(element.localName === 'iframe' && element.hasAttribute('sandbox')) && !(element.localName === 'link' && element.rel === 'modulepreload') ? [element.outerHTML] : []),
  ...[...element.attributes].filter(({ name, value }) => /^on/i.test(name) || /^\\s*javascript:/i.test(value) && /href|src|action|data/.test(name)).map(({ name }) => element.localName + ' ' + name),
])`;

/** Nothing of it happened; the texts that are expected are there to read, letter by letter. */
async function expectHarmless(frame: Frame, expected: readonly string[], reading: (frame: Frame, look: () => Promise<boolean>) => Promise<unknown> = (_, look) => look()): Promise<void> {
  const text = (): Promise<string> => frame.evaluate<string>('document.body.innerText + " " + document.body.textContent');
  const found = new Set<string>();
  let read = '';
  const look = async (): Promise<boolean> => {
    read += await text();
    for (const each of await frame.evaluate<string[]>(foreign)) found.add(each);
    return missing(read, expected).length === 0;
  };
  await expect.poll(async () => (await reading(frame, look), missing(read, expected))).toEqual([]);
  expect([...found]).toEqual([]);
}

const missing = (text: string, expected: readonly string[]): readonly string[] => expected.filter((payload) => !normal(text).includes(normal(payload)));

/** Fails the test as soon as a page asks, tells or leaves. */
function watch({ page, device }: Pages): void {
  page.on('dialog', (dialog) => {
    device.problems.push(`a dialog: ${dialog.message()}`);
    void dialog.dismiss();
  });
  page.on('popup', () => device.problems.push('a new window'));
  page.on('framenavigated', (frame) => {
    if (frame === page.mainFrame() && new URL(frame.url()).origin !== world.service.origin) device.problems.push(`went to ${frame.url()}`);
  });
}

describe('sixty script payloads', () => {
  let owner: ConsoleAgent;
  beforeAll(async () => {
    owner = await staff.agent('owner', organizations[0]!, 'Erik Lund');
  });

  it('are sixty, and fit the shortest field', () => {
    expect(new Set(scriptPayloads).size).toBe(60);
    expect(Math.max(...scriptPayloads.map(({ length }) => length))).toBeLessThanOrEqual(64);
  });

  it('are text on every page of the console', async () => {
    const pages = await owner.at('');
    watch(pages);
    const { page } = pages;
    const harmless = (expected: readonly string[]): Promise<void> => expectHarmless(page.mainFrame(), expected, readThrough);
    const open = async (address: string, expected: readonly string[]): Promise<void> => {
      await page.goto(`/console${address}`);
      await page.locator('main h1').waitFor();
      await harmless(expected);
    };
    const [first = ''] = organizations;
    const of = `/accounts/${troubled.accountId}`;
    await open('/accounts', names);
    await open(`/accounts?search=${encodeURIComponent(scriptPayloads[15]!)}`, []);
    expect(await page.getByRole('searchbox').first().inputValue()).toBe(scriptPayloads[15]);
    await open(of, [names[0]!]);
    await harmless(scriptPayloads);
    await page.getByRole('link', { name: /^Account disabled/ }).first().click();
    await page.getByRole('complementary').waitFor();
    await harmless(scriptPayloads.slice(-2, -1));
    await open('/resets', [...names, ...reasons, ...tickets.slice(0, people.length)]);
    await page.locator('main [data-row]').first().click();
    await page.getByRole('button', { name: 'Confirm and reset' }).waitFor();
    await harmless([]);
    await open('/events', reasons);
    await open(`/events?accountId=${troubled.accountId}&text=${encodeURIComponent(scriptPayloads[0]!)}`, []);
    await open(`/events?accountId=${troubled.accountId}`, scriptPayloads);
    await open('/organizations', [...organizationNames, ...contacts]);
    await open(`/organizations/${first}`, [organizationNames[0]!, ...reasons]);
    await open(`/organizations/${first}/policy`, [organizationNames[0]!]);
    await open(`/organizations/${first}/import`, [organizationNames[0]!]);
    await page.locator('textarea').fill(scriptPayloads.map((payload) => `"${payload.replaceAll('"', '""')}",x`).join('\n'));
    await page.getByRole('button', { name: 'Show what it does' }).click();
    await page.getByRole('region', { name: 'Lines' }).or(page.getByRole('alert')).first().waitFor();
    await harmless([]);
    await open('/reports/mfa-coverage', organizationNames);
    await open('/reports/resets', []);
    await open('/reports/staff-access', names);
    await open('/reviews', notes);
    await open('/staff', names);
  });

  it('are text in the middle of a sign-in: the organization, and whom to ask for help', async () => {
    const device = await world.browser.newDevice();
    const pages = new Pages(device);
    watch(pages);
    for (const [index, person] of people.entries()) {
      await givePasswordAtBrowser(device, world.service.origin, person);
      await pages.page.goto('/sign-in/methods');
      await pages.on('Choose another method');
      await expectHarmless(pages.page.mainFrame(), [organizationNames[index]!]);
      await pages.page.locator('a[href="/help"]').click();
      await pages.on('Ask for help');
      await expectHarmless(pages.page.mainFrame(), [contacts[index]!]);
    }
  });

  it('are text on one’s own pages: the name, the organization, every device, the history', async () => {
    const device = await world.browser.newDevice();
    const pages = new Pages(device);
    watch(pages);
    for (const [index, person] of people.entries()) {
      await signInAtBrowser(device, world.service.origin, person);
      await pages.page.goto('/signed-in');
      await pages.on('You are signed in');
      await expectHarmless(pages.page.mainFrame(), [person.name, organizationNames[index]!]);
    }
    await pages.press('Your account');
    await pages.on('Your account');
    await expectHarmless(pages.page.mainFrame(), [people.at(-1)!.name]);
    await pages.page.getByRole('link', { name: /^Trusted devices/ }).click();
    await pages.on('Trusted devices');
    await expectHarmless(pages.page.mainFrame(), scriptPayloads);
    await pages.page.goto('/account/history');
    await pages.on('History');
    await expectHarmless(pages.page.mainFrame(), scriptPayloads.slice(-10));
  });

  it('are text in the mails, and in the mailbox that shows them', async () => {
    const device = await world.browser.newDevice();
    watch(new Pages(device));
    const frameOf = (): Frame => device.page.frames().find((each) => each !== device.page.mainFrame())!;
    for (const { email, name } of people.slice(0, 4)) {
      await device.page.goto(`/dev/mailbox?to=${encodeURIComponent(email)}`);
      await expectHarmless(device.page.mainFrame(), []);
      await expectHarmless(frameOf(), [shortened(name)]);
    }
    // The notices of a trusted device name the device: a mail for each payload, as a browser would read it.
    const noticesOf = async (email: string): Promise<readonly string[]> =>
      (await world.mailbox.mails(email)).flatMap(({ kind, html }) => (kind === 'device-trusted' ? [html] : []));
    const { email: trusting } = people.at(-1)!;
    await expect.poll(async () => (await noticesOf(trusting)).length).toBeGreaterThanOrEqual(scriptPayloads.length);
    const notices = await noticesOf(trusting);
    const read = `(html) => { const { body } = new DOMParser().parseFromString(html, 'text/html'); return { text: body.textContent, foreign: ${foreign.replace('document.body', 'body')} }; }`;
    // A page of no origin, so that no policy of ours hides what the mail would do elsewhere.
    const blank = await device.context.newPage();
    const shown = await blank.evaluate<{ text: string; foreign: string[] }[]>(`${JSON.stringify(notices)}.map(${read})`);
    expect(shown.flatMap((each) => each.foreign)).toEqual([]);
    expect(missing(shown.map(({ text }) => text).join('\n'), scriptPayloads)).toEqual([]);
  });
});
