import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Organizations, Rosters } from '../../apps/auth/src/platform/event-log/aggregates.js';
import { StaffClient, viewsUpToDate } from '../support/staff-client.js';
import { World } from '../support/world.js';

interface Organization {
  readonly id: string;
  readonly name: string;
  readonly policyRevision: number;
  readonly policy: { readonly mfaRequired: boolean };
  readonly revisions: readonly { readonly revision: number; readonly reason: string | null; readonly by: { readonly name: string; readonly id: string | null } }[];
}

let world: World;
let own: string;
let foreign: string;
let owner: StaffClient;
let manager: StaffClient;
let support: StaffClient;

beforeAll(async () => {
  world = await World.create();
  own = await world.organization({ mfaRequired: false }, '=HYPERLINK("http://evil.example")<img src=x onerror=alert(1)>');
  foreign = await world.organization({}, 'Hillside');
  owner = await StaffClient.create(world, 'owner@clinic.example', ['owner']);
  manager = await StaffClient.create(world, 'manager@clinic.example', ['account-manager'], [own]);
  support = await StaffClient.create(world, 'support@clinic.example', ['support']);
});
afterAll(() => world.close());

const organizationEvents = async (id: string) => ((await world.app.get(Organizations).history(id)) ?? []).map(({ event }) => event.type);

describe('organizations', () => {
  it('are listed within one’s scope, as text, and the look is an event', async () => {
    await viewsUpToDate(world);
    const { organizations } = await manager.call<{ organizations: readonly Organization[] }>('GET', '/organizations');
    expect(organizations).toMatchObject([{ id: own, name: '=HYPERLINK("http://evil.example")<img src=x onerror=alert(1)>' }]);
    expect((await owner.call<{ organizations: readonly Organization[] }>('GET', '/organizations')).organizations).toHaveLength(2);
    expect((await manager.lookedUp()).at(-1)).toMatchObject({ type: 'StaffLookedUp', action: 'organization.list' });
  });

  it('are shown, changed and previewed in one’s own, and not found in another', async () => {
    const change = { supportContact: 'ext. 4711', reason: 'moved' };
    for (const [method, path, body] of [
      ['GET', '', undefined],
      ['PATCH', '', change],
      ['POST', '/policy/preview', { change: { mfaRequired: true } }],
      ['PUT', '/policy', { change: { mfaRequired: true }, reason: 'decided' }],
      ['POST', '/invitations', { email: 'x@x.example', name: 'X' }],
      ['POST', '/invitations/csv/preview', { text: 'x@x.example,X' }],
      ['POST', '/invitations/csv', { text: 'x@x.example,X' }],
    ] as const) {
      expect([path, await manager.refused(method, `/organizations/${foreign}${path}`, body)]).toEqual([path, 'organization.notFound']);
    }
    expect(await organizationEvents(foreign)).toEqual(['OrganizationRegistered', 'MfaPolicyChanged']);
    expect((await manager.send('PATCH', `/organizations/${own}`, change)).status).toBe(204);
    expect((await organizationEvents(own)).at(-1)).toBe('SupportContactChanged');
    expect(await support.refused('PATCH', `/organizations/${own}`, change)).toBe('console.notAllowed');
  });

  it('are registered by who looks after all of them', async () => {
    const organization = { name: 'Lakeside', supportContact: null, mfaRequired: true, reason: 'new customer' };
    expect(await manager.refused('POST', '/organizations', organization)).toBe('console.notAllowed');
    const { organizationId } = await owner.call<{ organizationId: string }>('POST', '/organizations', organization);
    expect(await organizationEvents(organizationId)).toEqual(['OrganizationRegistered', 'MfaPolicyChanged']);
  });
});

describe('a policy', () => {
  it('is previewed, then changed with a proof for this organization, which works once; the history says who and why', async () => {
    await world.account('one@riverside.example', { organizationId: own });
    await world.account('two@riverside.example', { organizationId: own, invited: true });
    await viewsUpToDate(world);
    const change = { mfaRequired: true, resetApprovals: 2 };
    expect(await manager.call('POST', `/organizations/${own}/policy/preview`, { change })).toMatchObject({
      people: 2,
      withoutSecondFactor: 2,
      notSignedInYet: 1,
      before: { mfaRequired: false, resetApprovals: 1 },
      after: change,
    });
    const path = `/organizations/${own}/policy`;
    const body = { change, reason: 'insurance asks for it' };
    expect(await manager.refused('PUT', path, body)).toBe('console.proofRequired');
    expect(await manager.refused('PUT', path, { ...body, proof: await manager.proof('policy', foreign) })).toBe('console.proofRequired');
    const before = (await organizationEvents(own)).length;
    const proof = await manager.proof('policy', own);
    expect(await manager.call('PUT', path, { ...body, proof })).toMatchObject({ policyRevision: 2, policy: change });
    expect(await manager.refused('PUT', path, { change: { resetApprovals: 1 }, reason: 'again', proof })).toBe('console.proofRequired');
    expect((await organizationEvents(own)).slice(before)).toEqual(['MfaPolicyChanged']);

    const shown = await manager.call<Organization>('GET', `/organizations/${own}`);
    expect(shown.revisions.map(({ revision }) => revision)).toEqual([2, 1]);
    expect(shown.revisions[0]).toMatchObject({ reason: 'insurance asks for it', by: { id: manager.accountId, name: 'Dana Reyes' } });
  });
});

describe('invitations', () => {
  const csv = 'email,name\nnew@riverside.example,"=1+1"\none@riverside.example,One\nbroken,Nobody\nnew@riverside.example,Twice';

  it('by file are previewed line by line, and then sent', async () => {
    const outcomes = ['invited', 'already-there', 'wrong', 'already-there'];
    const preview = await manager.call<{ lines: readonly { outcome: string }[] }>('POST', `/organizations/${own}/invitations/csv/preview`, { text: csv });
    expect(preview.lines.map(({ outcome }) => outcome)).toEqual(outcomes);
    expect(await world.accountId('new@riverside.example')).toBe('');
    const done = await manager.call<{ lines: readonly { outcome: string }[] }>('POST', `/organizations/${own}/invitations/csv`, { text: csv });
    expect(done.lines.map(({ outcome }) => outcome)).toEqual(outcomes);
    expect(await world.events('new@riverside.example')).toEqual(['AccountRegistered', 'InvitationIssued']);
  });

  it('of one person are sent, and taken back once', async () => {
    const { accountId } = await manager.call<{ accountId: string }>('POST', `/organizations/${own}/invitations`, { email: 'late@riverside.example', name: '<b>Late</b>' });
    const link = await world.mailbox.waitForLink('late@riverside.example', '/invitation');
    const why = { reason: 'wrong address' };
    expect((await manager.send('DELETE', `/accounts/${accountId}/invitation`, why)).status).toBe(204);
    expect((await world.events('late@riverside.example')).at(-1)).toBe('InvitationRevoked');
    expect(await manager.refused('DELETE', `/accounts/${accountId}/invitation`, why)).toBe('account.wrongStatus');
    await expect(world.client().acceptInvitation(link.hash.slice(1), 'a quiet harbour town')).rejects.toMatchObject({ code: 'invitation.notValid' });
    const elsewhere = await world.account('far@hillside.example', { organizationId: foreign, invited: true });
    expect(await manager.refused('DELETE', `/accounts/${elsewhere}/invitation`, why)).toBe('account.notFound');
  });
});

describe('roles', () => {
  it('are given and taken by owners, with a reason and a proof for that account', async () => {
    const accountId = await world.account('reader@clinic.example');
    const path = `/staff/${accountId}/roles`;
    const grant = { role: 'compliance', organizationIds: [own], reason: 'new reviewer' };
    expect(await manager.refused('POST', path, grant)).toBe('console.notAllowed');
    expect(await owner.refused('POST', path, grant)).toBe('console.proofRequired');
    expect(await owner.refused('POST', path, { ...grant, proof: await owner.proof('roles', support.accountId) })).toBe('console.proofRequired');
    expect(await owner.refused('POST', path, { ...grant, organizationIds: ['none'], proof: await owner.proof('roles', accountId) })).toBe('organization.notFound');
    expect((await owner.send('POST', path, { ...grant, proof: await owner.proof('roles', accountId) })).status).toBe(204);
    expect((await world.history('reader@clinic.example')).at(-1)).toMatchObject({
      event: { type: 'RoleGranted', role: 'compliance', organizationIds: [own] },
      envelope: { actor: { kind: 'account', accountId: owner.accountId } },
    });
    await viewsUpToDate(world);
    const { staff } = await owner.call<{ staff: readonly { accountId: string; roles: unknown }[] }>('GET', '/staff');
    expect(staff.find((one) => one.accountId === accountId)?.roles).toEqual([{ role: 'compliance', organizationIds: [own] }]);
    const revoke = { role: 'compliance', reason: 'left' };
    expect((await owner.send('DELETE', path, { ...revoke, proof: await owner.proof('roles', accountId) })).status).toBe(204);
    expect((await world.events('reader@clinic.example')).at(-1)).toBe('RoleRevoked');
  });

  it('are nobody’s own to change', async () => {
    const path = `/staff/${owner.accountId}/roles`;
    expect(await owner.refused('DELETE', path, { role: 'owner', reason: 'tired', proof: await owner.proof('roles', owner.accountId) })).toBe('staff.ownAccount');
    expect(await owner.refused('POST', path, { role: 'support', organizationIds: null, reason: 'more', proof: await owner.proof('roles', owner.accountId) })).toBe('staff.ownAccount');
  });

  it('of two owners who take each other’s away at once, one stays', async () => {
    const second = await StaffClient.create(world, 'second@clinic.example', ['owner']);
    const take = async (by: StaffClient, from: StaffClient) =>
      by.send('DELETE', `/staff/${from.accountId}/roles`, { role: 'owner', reason: 'mutiny', proof: await by.proof('roles', from.accountId) });
    const answers = await Promise.all([take(owner, second), take(second, owner)]);
    expect(answers.filter(({ status }) => status === 204)).toHaveLength(1);
    const { owners } = (await world.app.get(Rosters).load('owners')).state;
    expect(owners).toHaveLength(1);
    const roles = await Promise.all([owner, second].map(async ({ accountId }) => (await world.accounts().load(accountId)).state.roles));
    expect(roles.flat()).toEqual(['owner']);
  });
});
