import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { roles, type Role } from '#domain/account/events.js';
import { describeApi } from '../../apps/auth/src/api-description/document.js';
import { operationsOf } from '../../apps/auth/src/api-description/operations.js';
import { actionsOf, mayDo, proofActions, rowOf, type StaffAction } from '../../apps/auth/src/platform/access/roles.js';
import { type Agent, agent, setUp } from '../support/staff.js';
import { World } from '../support/world.js';

interface Route {
  readonly action: StaffAction;
  readonly method: 'GET' | 'POST' | 'DELETE';
  readonly path: string;
  readonly body?: object;
}

const why = { reason: 'asked by telephone' };
const reset = { ...why, ticket: 'T-1', identityProof: 'in-person' };
/** Every route of support: `:own` is an account of one's own organization. What it answers to who may is not looked at here. */
const routes: readonly Route[] = [
  { action: 'account.view', method: 'GET', path: '/admin/accounts/:own' },
  { action: 'account.history', method: 'GET', path: '/admin/accounts/:own/history' },
  { action: 'account.reveal', method: 'POST', path: '/admin/accounts/:own/reveal', body: why },
  { action: 'device.revoke', method: 'POST', path: '/admin/accounts/:own/devices/none/revoke', body: why },
  { action: 'factor.remove', method: 'POST', path: '/admin/accounts/:own/factors/none/remove', body: why },
  { action: 'session.end', method: 'POST', path: '/admin/accounts/:own/sessions/end', body: why },
  { action: 'limit.lift', method: 'POST', path: '/admin/accounts/:own/limits/lift', body: why },
  { action: 'account.disable', method: 'POST', path: '/admin/accounts/:own/disable', body: why },
  { action: 'account.enable', method: 'POST', path: '/admin/accounts/:own/enable', body: why },
  { action: 'invitation.resend', method: 'POST', path: '/admin/accounts/:own/invitation/resend', body: why },
  { action: 'invitation.create', method: 'DELETE', path: '/admin/accounts/:own/invitation', body: why },
  { action: 'reset.request', method: 'POST', path: '/admin/accounts/:own/resets', body: reset },
  { action: 'reset.list', method: 'GET', path: '/admin/resets/:own/none' },
  { action: 'reset.approve', method: 'POST', path: '/admin/resets/:own/none/approve', body: {} },
  { action: 'reset.approve', method: 'POST', path: '/admin/resets/:own/none/reject', body: why },
  { action: 'case.close', method: 'POST', path: '/admin/cases/:own/none/close', body: why },
];
const lists: readonly Route[] = [
  { action: 'account.search', method: 'GET', path: '/admin/accounts' },
  { action: 'reset.list', method: 'GET', path: '/admin/resets' },
  { action: 'reset.list', method: 'GET', path: '/admin/resets/count' },
  { action: 'case.list', method: 'GET', path: '/admin/cases' },
  { action: 'case.list', method: 'GET', path: '/admin/cases/count' },
];

let world: World;
let own: string;
let foreign: string;
let organizations: { readonly own: string; readonly foreign: string };
const agents = new Map<Role, Agent>();

beforeAll(async () => {
  world = await World.create();
  organizations = { own: await world.organization(), foreign: await world.organization({}, 'Lakeside Clinic') };
  own = await world.account('own@riverside.example', { organizationId: organizations.own });
  foreign = await world.account('foreign@lakeside.example', { organizationId: organizations.foreign });
  await setUp(world, 'own@riverside.example');
  for (const role of roles) agents.set(role, await agent(world, `${role}@vestibule.example`, [role], [organizations.own]));
});
afterAll(() => world.close());

const ask = async (role: Role, { method, path, body }: Route, accountId: string) => {
  const answer = await agents.get(role)!.client.send(method, path.replace(':own', accountId), body);
  return { status: answer.status, code: (answer.body as { code?: string }).code };
};

describe.each(roles)('%s', (role) => {
  it.each([...routes, ...lists].map((route) => [route.action, route.path, route] as const))('%s at %s: as the table says', async (action, _path, route) => {
    const { status, code } = await ask(role, route, own);
    const refusal = { status: 403, code: 'console.notAllowed' };
    if (mayDo(role, action)) {
      expect(code).not.toBe(refusal.code);
      expect([status, code]).not.toEqual([404, 'account.notFound']);
    } else expect({ status, code }).toEqual(refusal);
  });

  it.each(routes.map((route) => [route.action, route.path, route] as const))('%s at %s: nothing of another organization', async (action, _path, route) => {
    const from = (await world.history('foreign@lakeside.example')).length;
    const { status, code } = await ask(role, route, foreign);
    expect({ status, code }).toEqual(mayDo(role, action) ? { status: 404, code: 'account.notFound' } : { status: 403, code: 'console.notAllowed' });
    expect(await world.events('foreign@lakeside.example', from)).toEqual([]);
  });

  it('lists nothing of another organization', async () => {
    await expect.poll(async () => (await agents.get('owner')!.client.call<{ accounts: readonly unknown[] }>('GET', '/admin/accounts')).accounts.length).toBe(1);
    const { accounts } = await agents.get(role)!.client.call<{ accounts: readonly { id: string }[] }>('GET', '/admin/accounts');
    expect(accounts.map(({ id }) => id)).toEqual([own]);
    const query = `/admin/accounts?organizationId=${organizations.foreign}`;
    await expect(agents.get(role)!.client.call('GET', query)).rejects.toMatchObject({ code: 'organization.notFound', status: 404 });
  });
});

describe('a proof that is old', () => {
  const changes = roles.flatMap((role) => routes.filter(({ action }) => mayDo(role, action) && rowOf(action).changes).map((route) => ({ role, route })));
  beforeAll(() => world.clock.advance({ minutes: 6 }));

  it.each(changes.map((change) => [change.role, change.route.path, change] as const))('%s at %s: changes nothing', async (role, _path, { route }) => {
    const from = (await world.history('own@riverside.example')).length;
    expect(await ask(role, route, own)).toEqual({ status: 403, code: 'session.stepUpRequired' });
    expect(await world.events('own@riverside.example', from)).toEqual([]);
  });

  it.each(['account.view', 'account.search'] as const)('is enough to look: %s', async (action) => {
    for (const route of [...routes, ...lists].filter((each) => each.action === action)) expect((await ask('support', route, own)).status).toBe(200);
  });
});

it('every route of support is in this table', () => {
  const document = describeApi(world.app, { publicOrigin: world.origin, productName: 'Vestibule' });
  const elsewhere = ['/me', '/action-proofs', '/live'];
  const described = operationsOf(document)
    .map(({ method, path }) => `${method.toUpperCase()} ${path.replace('/api/v1', '')}`)
    .filter((route) => /^\w+ \/admin\/(accounts|resets|cases)/.test(route) || elsewhere.some((path) => route.endsWith(`/admin${path}`)));
  const pattern = ({ method, path }: Route): RegExp => new RegExp(`^${method} ${path.replaceAll(/:own|none/g, '\\{\\w+\\}')}$`);
  const untested = described.filter((route) => ![...routes, ...lists].some((each) => pattern(each).test(route)));
  expect(untested.toSorted()).toEqual(['GET /admin/live', 'GET /admin/me', 'POST /admin/action-proofs']);
});

it.each(roles)('%s at /admin/live, for who may not read histories', async (role) => {
  if (mayDo(role, 'account.history')) return expect(['support', 'compliance', 'owner']).toContain(role);
  return expect(agents.get(role)!.client.call('GET', '/admin/live')).rejects.toMatchObject({ code: 'console.notAllowed', status: 403 });
});

it.each(roles)('%s proves only actions that the role has', async (role) => {
  for (const action of proofActions) {
    const answer = await agents.get(role)!.client.send('POST', '/admin/action-proofs', { action, subject: own });
    const allowed = actionsOf([role]).some((each) => rowOf(each).proof === action);
    expect([action, answer.status]).toEqual([action, allowed ? 201 : 403]);
  }
});

it('nobody without a session or a role gets in', async () => {
  const nobody = world.client();
  for (const { method, path, body } of [...routes, ...lists]) {
    expect((await nobody.send(method, path.replace(':own', own), body)).status).toBe(401);
  }
});
