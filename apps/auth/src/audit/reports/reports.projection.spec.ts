import { Logger } from '@nestjs/common';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { AccountEvent } from '#domain/account/events.js';
import type { ProjectionRunner } from '../../platform/projections/projection-runner.js';
import { PATIENTLY, World } from '../../platform/projections/testing/world.js';
import type { Views } from '../../platform/projections/views.js';
import { eventHistoryProjection } from '../event-history/event-history.projection.js';
import { dormant, resets } from './activity-reports.js';
import { mfaCoverage, methodsInUse } from './people-reports.js';
import type { Cell, MakeReport, ReportInput } from './report.js';
import { reportsProjection } from './reports.projection.js';

Logger.overrideLogger(false);

const ANNA = '00000000-0000-4000-8000-00000000000a';
const BERND = '00000000-0000-4000-8000-00000000000b';
const AGENT = '00000000-0000-4000-8000-00000000000c';
const THE_DAYS_BEFORE = 30;

/** `day(3)`: the third day of the story. */
const day = (number: number, hour = 12): string => new Date(Date.UTC(2026, 0, number, hour)).toISOString();

describe('the reports, for any moment', () => {
  let world: World;
  let views: Views;
  let runner: ProjectionRunner;

  beforeAll(async () => {
    world = await World.open();
    ({ views, runner } = world.start([eventHistoryProjection, reportsProjection]));
    await append('organization-o1', { type: 'OrganizationRegistered', at: day(1), organizationId: 'o1', name: 'Riverside', supportContact: null });
    await append('organization-o1', { type: 'OrganizationRenamed', at: day(20), name: 'Hillside' });
    await register(ANNA, 'Anna', 'o1', 2);
    await register(BERND, 'Bernd', null, 2);
    await to(ANNA, 4, { type: 'AuthenticatorEnrolled', factorId: 'f1' }, { type: 'RecoveryCodeConfirmed', recoveryCodeId: 'r1' });
    await to(ANNA, 5, { type: 'DeviceTrusted', deviceId: 'd1' }, { type: 'SessionStarted', sessionId: 's1' });
    await to(ANNA, 5, { type: 'SessionStarted', at: day(5, 20), sessionId: 's2' });
    await to(ANNA, 8, { type: 'AuthenticatorRemoved', factorId: 'f1' }, { type: 'SessionStarted', sessionId: 's3' });
    await to(BERND, 9, { type: 'AccountDisabled' });
    await reset(ANNA, 10, 'Telephone lost');
    await reset(ANNA, 11, 'Telephone lost');
    await reset(BERND, 11, 'New telephone');
    await to(BERND, 14, { type: 'AccountEnabled' });
    await to(ANNA, 15, { type: 'AuthenticatorEnrolled', factorId: 'f2' });
    await upToDate();
  });
  afterAll(() => world[Symbol.asyncDispose]());

  const append = (stream: string, event: Record<string, unknown> & { readonly type: string }, envelope = {}) => world.append(stream, event, envelope);

  async function to(id: string, onDay: number, ...events: readonly (Record<string, unknown> & { readonly type: AccountEvent['type'] })[]): Promise<void> {
    for (const event of events) await append(`account-${id}`, { at: day(onDay), ...event });
  }

  async function register(id: string, name: string, organizationId: string | null, onDay: number): Promise<void> {
    const sealed = { name: await world.seal(id, 'name', name), email: await world.seal(id, 'email', `${name}@x.example`) };
    await to(id, onDay, { type: 'AccountRegistered', accountId: id, organizationId, ...sealed });
  }

  async function reset(id: string, onDay: number, reason: string): Promise<void> {
    const done = { type: 'MfaReset', at: day(onDay), resetId: 'x', identityProof: 'in-person', factorsEnded: [], devicesEnded: [], sessionsEnded: [], requestedBy: AGENT, approvedBy: AGENT };
    await append(`account-${id}`, done, { reason: await world.seal(id, 'reason', reason) });
  }

  async function upToDate(): Promise<void> {
    const [newest] = await world.store.readAll({ direction: 'backwards', limit: 1 });
    expect(newest && (await runner.waitFor(newest.position, PATIENTLY))).toBe(true);
  }

  async function made(make: MakeReport, at: string, input: Partial<ReportInput> = {}, from = views): Promise<readonly (readonly Cell[])[]> {
    const sources = { facts: from.tables(reportsProjection), history: from.tables(eventHistoryProjection), nameOf: async (id: string) => `agent ${id.slice(-1)}` };
    const before = new Date(Date.parse(at) - THE_DAYS_BEFORE * 86_400_000).toISOString();
    return (await make({ at, from: before, to: at, days: 2, scope: null, language: 'en', ...input }, sources)).rows;
  }

  it('count who had a second factor, in each organization as it was called then', async () => {
    const of = async (at: string, input: Partial<ReportInput> = {}) => (await made(mfaCoverage, at, input)).map(([name, , people, covered]) => [name, people, covered]);
    expect(await of(day(1))).toEqual([]);
    expect(await of(day(3))).toEqual([['No organization', 1, 0], ['Riverside', 1, 0]]);
    expect(await of(day(4))).toEqual([['No organization', 1, 0], ['Riverside', 1, 1]]);
    // Without the app, but with the passkey; Bernd is disabled.
    expect(await of(day(9))).toEqual([['Riverside', 1, 1]]);
    expect(await of(day(10))).toEqual([['Riverside', 1, 0]]);
    expect(await of(day(14))).toEqual([['No organization', 1, 0], ['Riverside', 1, 0]]);
    expect(await of(day(21))).toEqual([['No organization', 1, 0], ['Hillside', 1, 1]]);
    expect(await of(day(21), { scope: ['o1'] })).toEqual([['Hillside', 1, 1]]);
    expect(await of(day(21), { scope: ['o2'] })).toEqual([]);
  });

  it('count who had which method', async () => {
    const of = async (at: string) => (await made(methodsInUse, at)).map(([, people]) => people);
    expect(await of(day(1))).toEqual([0, 0, 0]);
    expect(await of(day(7))).toEqual([1, 1, 1]);
    expect(await of(day(9))).toEqual([0, 1, 1]);
    expect(await of(day(11))).toEqual([0, 0, 0]);
    expect(await of(day(15))).toEqual([1, 0, 0]);
  });

  it('name who had not signed in for so long, longest first, and only while the account was open', async () => {
    const of = async (at: string, input: Partial<ReportInput> = {}) => (await made(dormant, at, input)).map(([name, organization, since, last]) => [name, organization, since, last]);
    const anna = (last: string | null, organization = 'Riverside') => ['Anna', organization, day(2), last];
    const bernd = ['Bernd', null, day(2), null];
    expect(await of(day(3))).toEqual([]);
    expect(await of(day(4))).toEqual([anna(null), bernd]);
    expect(await of(day(5))).toEqual([bernd]);
    // Two sign-ins on one day: the later one counts, to the hour.
    expect(await of(day(7, 19))).toEqual([bernd]);
    expect(await of(day(7, 20))).toEqual([bernd, anna(day(5, 20))]);
    expect(await of(day(8))).toEqual([bernd]);
    expect(await of(day(10))).toEqual([anna(day(8))]);
    expect(await of(day(14))).toEqual([bernd, anna(day(8))]);
    expect(await of(day(14), { scope: ['o1'] })).toEqual([anna(day(8))]);
    expect(await of(day(7, 20), { scope: ['o1'] })).toEqual([anna(day(5, 20))]);
    expect(await of(day(25), { days: 17 })).toEqual([bernd, anna(day(8), 'Hillside')]);
    expect(await of(day(25), { days: 18 })).toEqual([bernd]);
  });

  it('count all resets by agent and reason; what the reason said goes with the person, as after a rebuild', async () => {
    const all = [['agent c', 'Telephone lost', 'in person', 2], ['agent c', 'New telephone', 'in person', 1]];
    expect(await made(resets, day(12))).toEqual(all);
    expect(await made(resets, day(11))).toEqual([['agent c', 'Telephone lost', 'in person', 1]]);
    expect(await made(resets, day(12), { scope: ['o1'] })).toEqual(all.slice(0, 1));
    await world.vault.destroy(BERND);
    await to(BERND, 30, { type: 'AccountErased', reason: 'asked for it', ticket: 'T-1' });
    await upToDate();
    const other = world.start([eventHistoryProjection, reportsProjection], {}, world.viewsFile('other'));
    await other.runner.caughtUp();
    for (const instance of [views, other.views]) {
      expect(await made(resets, day(12), {}, instance)).toEqual([['agent c', 'Telephone lost', 'in person', 2], ['agent c', '', 'in person', 1]]);
      expect(await made(mfaCoverage, day(31), {}, instance)).toHaveLength(1);
      // They were dormant until then.
      expect(await made(dormant, day(29), {}, instance)).toHaveLength(2);
      expect((await made(dormant, day(31), {}, instance)).map(([name]) => name)).toEqual(['Anna']);
    }
  });
});
