import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { StaffEvent } from '#domain/staff/events.js';
import { StaffRecords } from '../../apps/auth/src/platform/event-log/aggregates.js';
import { type Agent, agent, setUp } from '../support/staff.js';
import { World } from '../support/world.js';

let world: World;
let riverside: string;
let seaside: string;
let danaId: string;
let foreignId: string;
let sol: Agent;
let peer: Agent;
/** Support for one organization alone. */
let narrow: Agent;
beforeAll(async () => {
  world = await World.create();
  riverside = await world.organization({}, 'Riverside Clinic');
  seaside = await world.organization({}, 'Seaside Clinic');
  danaId = await world.account('dana@riverside.example', { organizationId: riverside });
  await setUp(world, 'dana@riverside.example');
  foreignId = await world.account('ana@seaside.example', { organizationId: seaside });
  sol = await agent(world, 'sol@vestibule.example', ['support']);
  peer = await agent(world, 'mona@vestibule.example', ['support']);
  narrow = await agent(world, 'noor@vestibule.example', ['support'], [riverside]);
});
afterAll(() => world.close());

type Refused = Extract<StaffEvent, { readonly type: 'StaffRefused' }>;
const refusals = async ({ accountId }: Agent): Promise<readonly Refused[]> =>
  ((await world.app.get(StaffRecords).history(accountId)) ?? []).flatMap(({ event }) => (event.type === 'StaffRefused' ? event : []));

const why = { reason: 'telephone lost', ticket: 'HELP-7' };
const asked = { ...why, identityProof: 'video-call' };

describe('what one of the staff is refused', () => {
  it.each<[string, string, () => Agent, () => readonly [method: string, path: string, body?: object], () => Partial<Refused>]>([
    ['a reset of their own account', 'reset.ownAccount', () => sol, () => ['POST', `/accounts/${sol.accountId}/resets`, asked], () => ({ action: 'reset.request', accountId: sol.accountId })],
    ['a reset of a colleague', 'reset.peer', () => sol, () => ['POST', `/accounts/${peer.accountId}/resets`, asked], () => ({ action: 'reset.request', accountId: peer.accountId })],
    ['an account of another organization', 'account.notFound', () => narrow, () => ['GET', `/accounts/${foreignId}`], () => ({ action: 'account.view', accountId: foreignId })],
    ['another organization', 'organization.notFound', () => narrow, () => ['GET', `/organizations/${seaside}`], () => ({ action: 'organization.list', accountId: null, organizationId: seaside })],
    ['an account that is none', 'account.notFound', () => sol, () => ['GET', `/accounts/${randomUUID()}`], () => ({ action: 'account.view', accountId: null })],
    ['what their role is not for', 'console.notAllowed', () => sol, () => ['GET', '/events'], () => ({ action: 'events.read', accountId: null })],
    ['an action in no state for it', 'account.wrongStatus', () => sol, () => ['POST', `/accounts/${danaId}/enable`, why], () => ({ action: 'account.enable', accountId: danaId })],
  ])('(%s) is an event, before it is answered', async (_, code, who, what, told) => {
    const before = await refusals(who());
    const [method, path, body] = what();
    await expect(who().client.call(method, `/admin${path}`, body)).rejects.toMatchObject({ code });
    expect((await refusals(who())).slice(before.length)).toEqual([{ type: 'StaffRefused', at: world.clock.now(), organizationId: null, ...told(), code }]);
  });

  it('names the proof that was missing, and the request that was over; a look at it is none', async () => {
    const { resetId } = await sol.client.call<{ resetId: string }>('POST', `/admin/accounts/${danaId}/resets`, asked);
    await expect(sol.client.call('POST', `/admin/resets/${danaId}/${resetId}/approve`, {})).rejects.toMatchObject({ code: 'console.proofRequired' });
    expect((await refusals(sol)).at(-1)).toMatchObject({ action: 'reset.approve', accountId: danaId, code: 'console.proofRequired' });
    const before = (await refusals(sol)).length;
    const proof = await sol.prove('reset', `${danaId}/${resetId}`);
    await sol.client.call('POST', `/admin/resets/${danaId}/${resetId}/approve`, { proof });
    await expect(sol.client.call('GET', `/admin/resets/${danaId}/${resetId}`)).rejects.toMatchObject({ code: 'reset.notOpen' });
    expect(await refusals(sol)).toHaveLength(before);
    const late = { proof: await peer.prove('reset', `${danaId}/${resetId}`) };
    await expect(peer.client.call('POST', `/admin/resets/${danaId}/${resetId}/approve`, late)).rejects.toMatchObject({ code: 'reset.notOpen' });
    expect((await refusals(peer)).at(-1)).toMatchObject({ action: 'reset.approve', accountId: danaId, code: 'reset.notOpen' });
  });

  it('is told to reviewers, in their language, among the failures and in the history of the account', async () => {
    const reviewer = await agent(world, 'rhea@vestibule.example', ['compliance']);
    const search = (query: string) => reviewer.client.call<{ events: readonly { type: string; sentence: string; outcome: string; accountId: string | null }[] }>('GET', `/admin/events?${query}`);
    const { events } = await search(`types=StaffRefused&outcome=failure&accountId=${sol.accountId}&language=en`);
    expect(events).toHaveLength(1);
    expect(events[0]?.sentence).toMatch(/^Was refused as staff \(reset\.request\): it was their own account/);
    const german = await search(`types=StaffRefused&organizationId=${seaside}&language=de`);
    expect(german.events).toHaveLength(2);
    expect(german.events.map(({ accountId }) => accountId)).toEqual(expect.arrayContaining([foreignId, null]));
    expect(german.events.map(({ sentence }) => sentence).join()).toMatch(/Als Personal verweigert \(account\.view\): kein solches Konto in den eigenen Organisationen/);
    const { entries } = await reviewer.client.call<{ entries: readonly { type: string }[] }>('GET', `/admin/accounts/${foreignId}/history`);
    expect(entries.map(({ type }) => type)).toContain('StaffRefused');
  });
});

describe('what is no refusal of that kind', () => {
  it('leaves no such event: what is allowed, typing mistakes, a proof that is too old, people without a role', async () => {
    const before = (await refusals(sol)).length;
    await sol.client.call('GET', `/admin/accounts/${danaId}`);
    await expect(sol.client.call('POST', `/admin/accounts/${danaId}/resets`, { reason: '' })).rejects.toMatchObject({ code: 'request.invalid' });
    world.clock.advance({ minutes: 6 });
    await expect(sol.client.call('POST', `/admin/accounts/${danaId}/disable`, why)).rejects.toMatchObject({ code: 'session.stepUpRequired' });
    expect(await refusals(sol)).toHaveLength(before);
  });
});
