import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { ConsoleStaff, type ConsoleAgent, type SetUpPerson } from '../support/console-staff.js';
import type { Pages } from '../support/pages.js';
import { RunningWorld } from '../support/running-world.js';

/** Riverside asks for two people at a reset, Hillside for one; Seaside is nothing to the agents. */
let world: RunningWorld;
let staff: ConsoleStaff;
let riverside: string;
let hillside: string;
let sam: ConsoleAgent;
let mona: ConsoleAgent;
beforeAll(async () => {
  world = await RunningWorld.open({ browser: true });
  staff = await ConsoleStaff.open(world);
  riverside = await staff.organization('Riverside Clinic', { resetApprovals: 2 });
  hillside = await staff.organization('Hillside Clinic');
  sam = await staff.agent('support', riverside, 'Sam Okafor', [riverside, hillside]);
  mona = await staff.agent('support', riverside, 'Mona Haddad', [riverside, hillside]);
});
afterEach((context) => world.endTest(context));
afterAll(() => world.close());

const asked = { reason: 'telephone lost', ticket: 'HELP-7', identityProof: 'video-call' } as const;
const request = (by: ConsoleAgent, { accountId }: SetUpPerson): Promise<{ resetId: string }> => by.call('POST', `/accounts/${accountId}/resets`, asked);

/** Fills in the request for a reset, as the page of the account offers it. */
async function ask(pages: Pages): Promise<void> {
  await pages.press('Reset MFA');
  await pages.fill('Reason', asked.reason);
  await pages.fill('Ticket', asked.ticket);
  await pages.page.getByLabel('How did they prove who they are?').selectOption(asked.identityProof);
  await pages.press('Request reset');
}

/** What somebody types into the browser's own console because the page offers no such button. */
async function byHand(page: Page, path: string, body: object): Promise<string> {
  const call = async ([address, text]: [string, string]): Promise<string> => {
    const { csrfToken } = (await (await fetch('/api/v1/admin/me')).json()) as { csrfToken: string };
    const headers = { 'content-type': 'application/json', 'x-csrf-token': csrfToken };
    const response = await fetch(`/api/v1/admin${address}`, { method: 'POST', headers, body: text });
    return response.ok ? `accepted with ${response.status}` : ((await response.json()) as { code: string }).code;
  };
  return page.evaluate(call, [path, JSON.stringify(body)] as [string, string]);
}

/** The page keeps the body of the next approval that it sends: Chromium does not tell the bodies of such requests. */
async function keepSent(page: Page): Promise<void> {
  await page.evaluate(`{
    const before = fetch;
    globalThis.fetch = async (request, init) => {
      if (request.url?.endsWith('/approve')) globalThis.kept = await request.clone().text();
      return before(request, init);
    };
  }`);
}

/** What was decided about a reset and what was refused, as the history of the account says; the same several times in a row once. */
async function decisions({ accountId }: SetUpPerson): Promise<readonly string[]> {
  const types = (await staff.owner.eventsOf(accountId)).filter((type) => type.startsWith('MfaReset') || type === 'StaffRefused' || type === 'EmailChanged');
  return types.filter((type, index) => type !== types[index - 1]);
}

describe('a fooled agent', () => {
  it('alone: where two are needed it waits for somebody else, who can do it', async () => {
    const person = await staff.provider(riverside, 'Dana Reyes');
    const pages = await sam.at(`/accounts/${person.accountId}`);
    await ask(pages);
    const dialog = pages.page.getByRole('dialog');
    await dialog.getByText('asks for two people').waitFor();
    expect(await dialog.getByRole('button', { name: 'Confirm and reset' }).count()).toBe(0);
    await pages.press('Show the request');
    await pages.page.getByText(asked.ticket).waitFor();
    expect(await pages.page.getByRole('button', { name: 'Confirm and reset' }).count()).toBe(0);
    const resetId = new URL(pages.page.url()).pathname.split('/').at(-1) ?? '';
    const proof = await mona.prove('reset', `${person.accountId}/${resetId}`);
    expect(await byHand(pages.page, `/resets/${person.accountId}/${resetId}/approve`, { proof })).toBe('reset.ownRequest');
    expect(await decisions(person)).toEqual(['MfaResetRequested', 'StaffRefused']);
    await mona.call('POST', `/resets/${person.accountId}/${resetId}/approve`, { proof });
    expect(await decisions(person)).toEqual(['MfaResetRequested', 'StaffRefused', 'MfaReset']);
  });

  it('in a second tab, and with an approval that was used: it is done once', async () => {
    const person = await staff.provider(riverside, 'Kim Larsen');
    const { resetId } = await request(mona, person);
    const pages = await (await staff.agent('support', riverside, 'Noor Aziz')).at(`/resets/${person.accountId}/${resetId}`);
    await pages.page.getByText(asked.ticket).waitFor();
    const tab = await pages.device.context.newPage();
    await tab.goto(pages.page.url());
    await tab.getByText(asked.ticket).waitFor();

    await keepSent(pages.page);
    await pages.press('Confirm and reset');
    await pages.page.getByRole('group', { name: 'Receipt' }).waitFor();
    // The other tab still shows the request as open. It has no authenticator of its own: what it sends is the approval of the first.
    const approval = JSON.parse(await pages.page.evaluate('kept')) as object;
    expect(await byHand(tab, `/resets/${person.accountId}/${resetId}/approve`, approval)).toMatch(/^(reset\.notOpen|console\.proofRequired)$/);
    const again = await staff.provider(hillside, 'Lee Santos');
    const { resetId: other } = await request(mona, again);
    expect(await byHand(pages.page, `/resets/${again.accountId}/${other}/approve`, approval)).toBe('console.proofRequired');
    await pages.page.reload();
    expect(await pages.alert()).toContain('not open any more');
    expect(await decisions(person)).toEqual(['MfaResetRequested', 'MfaReset', 'StaffRefused']);
    expect(await decisions(again)).toEqual(['MfaResetRequested', 'StaffRefused']);
  });

  it('about a foreign organization: it is not there', async () => {
    const seaside = await staff.organization('Seaside Clinic');
    const person = await staff.provider(seaside, 'Ana Costa');
    const pages = await sam.at(`/accounts/${person.accountId}`);
    expect(await pages.alert()).toContain('nothing here');
    await pages.page.goto('/console/accounts?search=costa');
    await pages.page.getByText('Nobody matches').waitFor();
    expect(await byHand(pages.page, `/accounts/${person.accountId}/resets`, asked)).toBe('account.notFound');
    expect(await decisions(person)).toEqual(['StaffRefused']);
    await pages.page.goto('/console/accounts?search=dana');
    await pages.page.getByRole('link', { name: 'Dana Reyes' }).waitFor();
  });

  it('about themselves, and about a colleague', async () => {
    const pages = await sam.at(`/accounts/${sam.accountId}`);
    await pages.page.getByRole('heading', { level: 1, name: sam.name }).waitFor();
    expect(await pages.page.getByRole('button', { name: 'Reset MFA' }).count()).toBe(0);
    expect(await byHand(pages.page, `/accounts/${sam.accountId}/resets`, asked)).toBe('reset.ownAccount');

    await pages.page.goto(`/console/accounts/${mona.accountId}`);
    await ask(pages);
    expect(await pages.alert()).toContain('only an owner may reset them');
    expect([await decisions(sam), await decisions(mona)]).toEqual([['StaffRefused'], ['StaffRefused']]);
  });

  it('without saying how identity was proved, or right after the address changed', async () => {
    const person = await staff.provider(hillside, 'Tom Brandt');
    const pages = await sam.at(`/accounts/${person.accountId}`);
    await pages.press('Reset MFA');
    await pages.fill('Reason', asked.reason);
    await pages.fill('Ticket', asked.ticket);
    await pages.press('Request reset');
    await pages.page.getByText('Say how they proved who they are.').waitFor();
    expect(await byHand(pages.page, `/accounts/${person.accountId}/resets`, { reason: asked.reason, ticket: asked.ticket })).toBe('request.invalid');
    expect(await decisions(person)).toEqual([]);

    await world.cli.json('account', 'change-email', person.accountId, '--email', 'somebody.else@elsewhere.example', '--reason', 'a voice on the telephone');
    await pages.page.getByLabel('How did they prove who they are?').selectOption(asked.identityProof);
    await pages.press('Request reset');
    await expect.poll(() => pages.page.getByRole('alert').last().innerText()).toContain('changed less than 72 hours ago');
    expect(await decisions(person)).toEqual(['EmailChanged', 'StaffRefused']);
  });

  it('for the sixth time of a day: a colleague still can', async () => {
    const busy = await staff.agent('support', riverside, 'Rosa Bianchi');
    const people = await Promise.all(Array.from({ length: 6 }, (_, index) => staff.provider(hillside, `Patient ${index + 1}`)));
    for (const person of people.slice(0, 5)) {
      const { resetId } = await request(busy, person);
      await busy.call('POST', `/resets/${person.accountId}/${resetId}/approve`, { proof: await busy.prove('reset', `${person.accountId}/${resetId}`) });
    }
    const sixth = people[5]!;
    const pages = await busy.at(`/accounts/${sixth.accountId}`);
    await ask(pages);
    expect(await pages.alert()).toContain('as many accounts today as one person may');
    expect(await decisions(sixth)).toEqual(['StaffRefused']);

    const rested = await mona.at(`/accounts/${sixth.accountId}`);
    await ask(rested);
    await rested.press('Confirm and reset');
    await rested.page.getByRole('group', { name: 'Receipt' }).waitFor();
    expect(await decisions(sixth)).toEqual(['StaffRefused', 'MfaResetRequested', 'MfaReset']);
  });
});
