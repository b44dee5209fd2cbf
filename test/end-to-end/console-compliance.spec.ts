import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { StaffClient, viewsUpToDate } from '../support/staff-client.js';
import { password, World } from '../support/world.js';

interface Found {
  readonly id: string;
  readonly name: string;
  readonly accountName: string | null;
  readonly organizationName: string | null;
  readonly type: string;
  readonly sentence: string;
  readonly organizationId: string | null;
  readonly accountId: string | null;
  readonly requestId: string;
  readonly data: Readonly<Record<string, unknown>>;
}
interface Page {
  readonly events: readonly Found[];
  readonly next: string | null;
}
interface Report {
  readonly columns: readonly { readonly key: string }[];
  readonly rows: readonly (readonly (string | number | null)[])[];
  readonly omitted: number;
}

const formula = '=HYPERLINK("http://evil.example")';
let world: World;
let own: string;
let foreign: string;
let dana: string;
let reviewer: StaffClient;
let narrow: StaffClient;
let support: StaffClient;

beforeAll(async () => {
  world = await World.create();
  own = await world.organization({}, formula);
  foreign = await world.organization({}, 'Hillside');
  dana = await world.account('dana@riverside.example', { organizationId: own });
  await world.account('far@hillside.example', { organizationId: foreign });
  const client = world.client();
  await client.begin({ email: 'dana@riverside.example' });
  await client.password('wrong password here').catch(() => {});
  await client.begin({ email: 'dana@riverside.example' });
  await client.password(password);
  reviewer = await StaffClient.create(world, 'reviewer@clinic.example', ['compliance']);
  narrow = await StaffClient.create(world, 'narrow@clinic.example', ['compliance'], [own]);
  support = await StaffClient.create(world, 'support@clinic.example', ['support']);
});
afterAll(() => world.close());

async function search(by: StaffClient, query: Readonly<Record<string, string>>): Promise<Page> {
  await viewsUpToDate(world);
  return by.call('GET', `/events?${new URLSearchParams(query).toString()}`);
}

describe('the event history', () => {
  it('is found by every filter and all of them together, and searching is an event', async () => {
    const { events } = await search(reviewer, { accountId: dana, types: 'PasswordRejected', outcome: 'failure', organizationId: own, text: 'riverside' });
    expect(events).toMatchObject([{ type: 'PasswordRejected', accountId: dana, organizationId: own, outcome: 'failure' }]);
    const [found] = events;
    const same = await search(reviewer, { requestId: found?.requestId ?? '' });
    expect(same.events.map(({ id }) => id)).toContain(found?.id);
    expect((await search(reviewer, { text: 'nothing is called so' })).events).toEqual([]);
    expect((await search(reviewer, { accountId: dana, to: '2020-01-01T00:00:00.000Z' })).events).toEqual([]);
    expect((await reviewer.lookedUp()).at(-1)).toMatchObject({ action: 'events.read', accountId: dana });
    expect((await search(reviewer, { accountId: dana, types: 'PasswordRejected', address: '127.0.0.0/8' })).events.map(({ id }) => id)).toEqual([found?.id]);
    expect((await search(reviewer, { accountId: dana, types: 'PasswordRejected', address: '192.0.2.0/24' })).events).toEqual([]);
    expect(await reviewer.refused('GET', '/events?address=192.0.2.300')).toBe('request.invalid');
    expect(await support.refused('GET', '/events')).toBe('console.notAllowed');
  });

  it('is paged without gap or double, and gives no secret away', async () => {
    const to = new Date(Date.parse(world.clock.now()) + 1).toISOString();
    const all = await search(reviewer, { accountId: dana, to, limit: '200' });
    const seen: string[] = [];
    for (let after: string | null = ''; after !== null; ) {
      const page: Page = await search(reviewer, { accountId: dana, to, types: all.events.map(({ type }) => type).filter((type) => type !== 'StaffLookedUp').join(','), limit: '2', ...(after !== '' && { after }) });
      seen.push(...page.events.map(({ id }) => id));
      after = page.next;
    }
    expect(seen).toEqual(all.events.filter(({ type }) => type !== 'StaffLookedUp').map(({ id }) => id));
    expect(new Set(seen).size).toBe(seen.length);
    const text = JSON.stringify(all);
    expect(text).toContain('d•••@riverside.example');
    expect(text).not.toContain('dana@riverside.example');
    expect(text).not.toMatch(/"(verifier|secret)"/);
  });

  it('ends at the organizations one is there for', async () => {
    const { events } = await search(narrow, { limit: '200' });
    expect(events.length).toBeGreaterThan(3);
    expect([...new Set(events.map(({ organizationId }) => organizationId))]).toEqual([own]);
    expect(await narrow.refused('GET', `/events?organizationId=${foreign}`)).toBe('organization.notFound');
  });

  it('is found by the name of an organization, of a person and of a kind; each event once, with its names', async () => {
    const to = new Date(Date.parse(world.clock.now()) + 1).toISOString();
    // Later look-ups are events too.
    world.clock.advance({ seconds: 1 });
    const ofOrganization = await search(reviewer, { text: 'hillside', to, limit: '200' });
    expect(ofOrganization.events.map(({ type }) => type)).toEqual(expect.arrayContaining(['OrganizationRegistered', 'MfaPolicyChanged', 'AccountRegistered']));
    // The address is claimed before there is an account, which has an organization.
    expect(new Set(ofOrganization.events.map(({ organizationName, type }) => (type === 'EmailClaimed' ? 'Hillside' : organizationName)))).toEqual(new Set(['Hillside']));
    // Everything about Dana, and every wrong password: some are both.
    for (const text of ['dana', 'password']) {
      const { events } = await search(reviewer, { text, to, accountId: dana, limit: '200' });
      expect(events.map(({ type }) => type)).toContain('PasswordRejected');
      expect(new Set(events.map(({ id }) => id)).size).toBe(events.length);
      const { buckets } = await reviewer.call<{ buckets: readonly { success: number; failure: number; neutral: number }[] }>('GET', `/events/histogram?text=${text}&accountId=${dana}&to=${to}`);
      expect(buckets.reduce((sum, { success, failure, neutral }) => sum + success + failure + neutral, 0)).toBe(events.length);
      expect(events.every(({ accountName }) => accountName === 'Dana Reyes')).toBe(true);
    }
    expect((await search(reviewer, { text: 'wrong password', types: 'SessionStarted' })).events).toEqual([]);
    expect((await search(reviewer, { types: 'PasswordRejected', outcome: 'success' })).events).toEqual([]);
  });

  it('says in the history of an account who looked at it, to reviewers of its organization', async () => {
    interface History {
      readonly entries: readonly { readonly id: string; readonly type: string; readonly at: string; readonly sentence: string }[];
      readonly next: string | null;
    }
    await support.call('GET', `/accounts/${dana}`);
    await viewsUpToDate(world);
    const historyOf = async (by: StaffClient, query = ''): Promise<History> => by.call('GET', `/accounts/${dana}/history?limit=200${query}`);
    const { entries } = await historyOf(narrow);
    // This very look may stand among them, or not yet.
    const looks = entries.flatMap(({ type, sentence }) => (type === 'StaffLookedUp' ? sentence : []));
    expect(looks).toContainEqual(expect.stringMatching(/^Looked at an account, from .*, by Dana Reyes$/));
    expect(entries.map(({ at }) => at)).toEqual(entries.map(({ at }) => at).toSorted().toReversed());
    expect(entries.map(({ type }) => type)).toContain('PasswordRejected');
    const lookUps = (await historyOf(narrow, '&types=StaffLookedUp')).entries;
    expect(lookUps.length).toBeGreaterThanOrEqual(entries.filter(({ type }) => type === 'StaffLookedUp').length);
    expect(lookUps.every(({ type }) => type === 'StaffLookedUp')).toBe(true);
    expect((await historyOf(support)).entries.map(({ type }) => type)).not.toContain('StaffLookedUp');
  });

  it('speaks the language that is asked for, and understands both', async () => {
    const query = { accountId: dana, types: 'PasswordRejected' };
    const [[english], [german]] = [(await search(reviewer, query)).events, (await search(reviewer, { ...query, language: 'de' })).events];
    expect(english).toMatchObject({ name: 'Wrong password', sentence: expect.stringMatching(/^Gave a wrong password/) as string });
    expect(german).toMatchObject({ id: english?.id, name: 'Falsches Passwort', sentence: expect.stringMatching(/^Falsches Passwort, das erste Mal aus diesem Netz, von /) as string });
    expect(await reviewer.call('GET', `/events/${english?.id}?language=de`)).toEqual(german);
    const byName = async (text: string) => (await search(reviewer, { accountId: dana, text, types: 'PasswordRejected' })).events.map(({ id }) => id);
    expect(await byName('falsches pass')).toEqual([english?.id]);
    expect(await byName('wrong pass')).toEqual([english?.id]);
    const { types } = await reviewer.call<{ types: readonly { type: string; name: string; description: string }[] }>('GET', '/event-types?language=de');
    expect(types.find(({ type }) => type === 'SessionStarted')).toMatchObject({ name: 'Angemeldet', description: 'Eine Sitzung begann.' });
    const { entries } = await support.call<{ entries: readonly { type: string; sentence: string }[] }>('GET', `/accounts/${dana}/history?language=de`);
    expect(entries.find(({ type }) => type === 'PasswordSet')?.sentence).toMatch(/^Passwort gewählt, durch Betreiber test/);
    const coverage = await reviewer.call<{ columns: readonly { title: string }[]; rows: readonly unknown[][] }>('GET', '/reports/mfa-coverage?language=de');
    expect(coverage.columns.map(({ title }) => title)).toEqual(['Organisation', 'MFA vorgeschrieben', 'Personen', 'Mit zweitem Faktor', 'Ohne', 'Abdeckung']);
    expect(coverage.rows.map(([, required]) => required)).toContain('ja');
    expect(await reviewer.refused('GET', '/event-types?language=fr')).toBe('request.invalid');
  });

  it('opens one event by its id, within one’s scope, and that is an event', async () => {
    const { events } = await search(reviewer, { accountId: dana, types: 'PasswordRejected' });
    const [found] = events;
    expect(await reviewer.call('GET', `/events/${found?.id}`)).toEqual(found);
    expect((await reviewer.lookedUp()).at(-1)).toMatchObject({ type: 'StaffLookedUp', action: 'events.read', accountId: dana });
    const [far] = (await search(reviewer, { organizationId: foreign })).events;
    for (const id of [far?.id ?? '', `99@account-${dana}`, `0@key-${dana}`, '0@account-none', 'x', '0@@', '0x0@account-1']) {
      expect(await narrow.refused('GET', `/events/${encodeURIComponent(id)}`)).toBe('event.notFound');
    }
    expect(await narrow.call('GET', `/events/${found?.id}`)).toEqual(found);
    expect(await support.refused('GET', `/events/${found?.id}`)).toBe('console.notAllowed');
  });

  it('has a histogram whose sum is the number of events, and names for every kind', async () => {
    await viewsUpToDate(world);
    const { buckets } = await reviewer.call<{ buckets: readonly { success: number; failure: number; neutral: number }[] }>('GET', `/events/histogram?accountId=${dana}&outcome=failure&buckets=10`);
    expect(buckets.reduce((sum, { failure }) => sum + failure, 0)).toBe(1);
    const { types } = await reviewer.call<{ types: readonly { type: string; name: string }[] }>('GET', '/event-types');
    expect(types.find(({ type }) => type === 'PasswordRejected')?.name).toBe('Wrong password');
  });
});

describe('an export', () => {
  const filter = () => ({ organizationId: own, types: 'OrganizationRegistered,PasswordRejected' });

  it('takes a reason and a proof; the file is safe in a spreadsheet, counted, hashed, and an event', async () => {
    await viewsUpToDate(world);
    world.clock.advance({ seconds: 1 });
    const body = { filter: filter(), format: 'csv', reason: 'audit of the year' };
    expect(await reviewer.refused('POST', '/exports', body)).toBe('console.proofRequired');
    expect(await narrow.refused('POST', '/exports', { ...body, filter: { organizationId: foreign } })).toBe('organization.notFound');
    const started = await reviewer.call<{ exportId: string; events: number }>('POST', '/exports', { ...body, proof: await reviewer.proof('export', 'export') });
    expect(started.events).toBe(2);
    const { body: file, headers } = await reviewer.send('GET', `/exports/${started.exportId}`);
    const text = String(file);
    expect(headers.get('x-export-events')).toBe('2');
    expect(headers.get('content-disposition')).toContain('attachment');
    expect(text.trim().split('\r\n')).toHaveLength(3);
    for (const cell of text.matchAll(/(?:^|,)"([^"])/gm)) expect(cell[1]).not.toMatch(/[=+\-@]/);
    const manifest = await reviewer.call<{ sha256: string; events: number }>('GET', `/exports/${started.exportId}/manifest`);
    expect(manifest).toMatchObject({ events: 2, sha256: createHash('sha256').update(text).digest('hex') });
    expect((await reviewer.lookedUp()).map(({ type }) => type).slice(-2)).toEqual(['ExportStarted', 'ExportCompleted']);
    expect(await narrow.refused('GET', `/exports/${started.exportId}`)).toBe('export.notFound');
    world.clock.advance({ minutes: 10 });
    await reviewer.stepUp();
    expect((await reviewer.send('GET', `/exports/${started.exportId}`)).status).toBe(200);
    world.clock.advance({ minutes: 5 });
    expect(await reviewer.refused('GET', `/exports/${started.exportId}`)).toBe('export.notFound');
  });
});

describe('filters, reviews and reports', () => {
  beforeAll(async () => {
    reviewer = await StaffClient.create(world, 'second-reviewer@clinic.example', ['compliance']);
    support = await StaffClient.create(world, 'second-support@clinic.example', ['support']);
  });

  it('are kept by name, one’s own', async () => {
    const path = `/saved-filters/${encodeURIComponent('<b>Wrong</b> passwords')}`;
    expect((await reviewer.send('PUT', path, { filter: { types: 'PasswordRejected' } })).status).toBe(204);
    expect((await reviewer.send('PUT', path, { filter: { outcome: 'failure' } })).status).toBe(204);
    expect(await reviewer.call('GET', '/saved-filters')).toEqual({ filters: [{ name: '<b>Wrong</b> passwords', filter: { outcome: 'failure' } }] });
    expect((await reviewer.send('DELETE', path)).status).toBe(204);
    expect(await reviewer.refused('DELETE', path)).toBe('filter.notFound');
    expect((await reviewer.lookedUp()).map(({ type }) => type)).toEqual(['FilterSaved', 'FilterSaved', 'FilterDeleted', 'StaffRefused']);
  });

  it('say what is new since a period was reviewed', async () => {
    const now = world.clock.now();
    const period = { from: '2026-01-01T00:00:00.000Z', to: now, note: 'Nothing unusual' };
    expect(await reviewer.refused('POST', '/reviews', { ...period, to: '2027-01-01T00:00:00.000Z' })).toBe('review.periodInvalid');
    expect((await reviewer.send('POST', '/reviews', period)).status).toBe(201);
    await viewsUpToDate(world);
    const { reviews, reviewedUntil } = await reviewer.call<{ reviews: readonly unknown[]; reviewedUntil: string }>('GET', '/reviews');
    expect(reviews).toMatchObject([{ note: 'Nothing unusual', by: reviewer.accountId }]);
    expect(reviewedUntil).toBe(now);
  });

  it('show what was true at any moment, within one’s scope', async () => {
    await viewsUpToDate(world);
    const coverage = await reviewer.call<Report>('GET', '/reports/mfa-coverage');
    expect(coverage.rows).toContainEqual([formula, 'yes', 1, 0, 1, 0]);
    expect((await reviewer.call<Report>('GET', '/reports/mfa-coverage?at=2020-01-01T00:00:00.000Z')).rows).toEqual([]);
    expect((await reviewer.call<Report>('GET', '/reports/methods')).rows[0]?.[1]).toBeGreaterThan(2);
    const [day] = (await reviewer.call<Report>('GET', '/reports/sign-ins')).rows;
    expect(day?.[2]).toBe(1);
    expect((await reviewer.call<Report>('GET', '/reports/resets')).rows).toEqual([]);
    const access = (await reviewer.call<Report>('GET', '/reports/staff-access')).rows;
    expect(access.length).toBeGreaterThan(3);
    expect(access.filter(([, role, , , , lookUps]) => role === 'compliance' && Number(lookUps) > 0)).not.toEqual([]);
    const later = new Date(Date.parse(world.clock.now()) + 200 * 86_400_000).toISOString();
    const dormant = await reviewer.call<Report>('GET', `/reports/dormant?at=${later}`);
    expect(dormant.rows.find((row) => row[4] === dana)?.slice(0, 2)).toEqual(['Dana Reyes', formula]);
    expect(dormant.omitted).toBe(0);
    expect(await reviewer.refused('GET', '/reports/constructor')).toBe('request.invalid');
    expect(await support.refused('GET', '/reports/methods')).toBe('console.notAllowed');
  });
});
