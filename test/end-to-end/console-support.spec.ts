import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Agent, agent, setUp } from '../support/staff.js';
import { password, World } from '../support/world.js';

let world: World;
let support: Agent;
let organizationId: string;
let danaId: string;
const dana = 'dana@riverside.example';
const why = { reason: 'telephone stolen', ticket: 'HELP-1' };

interface Page {
  readonly status: string;
  readonly email: string;
  readonly factors: readonly { readonly id: string; readonly kind: string; readonly state: string }[];
  readonly devices: readonly { readonly id: string }[];
  readonly sessions: readonly { readonly id: string }[];
  readonly limits: readonly unknown[];
  readonly policy: Readonly<Record<string, unknown>>;
}

beforeAll(async () => {
  world = await World.create();
  organizationId = await world.organization();
  danaId = await world.account(dana, { organizationId });
  await setUp(world, dana);
  support = await agent(world, 'sol@vestibule.example', ['support']);
});
afterAll(() => world.close());

const page = (query = '') => support.client.call<Page>('GET', `/admin/accounts/${danaId}${query}`);
const lookUps = async () => (await staffRecords()).map(({ event }) => event);
async function staffRecords() {
  const { StaffRecords } = await import('../../apps/auth/src/platform/event-log/aggregates.js');
  return (await world.app.get(StaffRecords).history(support.accountId)) ?? [];
}

describe('one of the staff', () => {
  it('is told who they are and what they may do', async () => {
    const me = await support.client.call<Record<string, unknown>>('GET', '/admin/me');
    expect(me).toMatchObject({ accountId: support.accountId, roles: [{ role: 'support', organizationIds: null }], session: { acr: 'phr', idleSeconds: 900 } });
    expect(me['actions']).toContain('reset.request');
    expect(me['actions']).not.toContain('events.read');
  });

  it('finds an account; what was searched for is an event, and its text is sealed', async () => {
    await expect.poll(async () => (await support.client.call<{ accounts: readonly unknown[] }>('GET', '/admin/accounts?search=dana@river')).accounts.length).toBe(1);
    const { accounts } = await support.client.call<{ accounts: readonly unknown[] }>('GET', '/admin/accounts?search=dana@river');
    expect(accounts).toMatchObject([{ id: danaId, email: 'd•••@riverside.example', organizationId, factors: { authenticator: 'enrolled', passkeys: 1, recoveryCode: 'confirmed' } }]);
    const last = (await lookUps()).at(-1);
    expect(last).toMatchObject({ type: 'StaffLookedUp', action: 'account.search', accountId: null });
    expect(JSON.stringify(last)).not.toContain('dana@river');
  });

  it('sees an account as it is and as it was', async () => {
    expect(await page()).toMatchObject({
      email: 'd•••@riverside.example',
      status: 'active',
      organization: { id: organizationId, name: 'Riverside Clinic' },
      policy: { mfaRequired: true, because: 'organization', policyRevision: 1, resetApprovals: 1 },
      factors: [{ kind: 'authenticator', state: 'active' }, { kind: 'recovery-code', state: 'active' }],
      devices: [{ lastUsedAt: null }],
      sessions: [{ acr: 'aal2' }],
      limits: [],
    });
    const before = world.clock.now();
    world.clock.advance({ minutes: 1 });
    await world.policy(organizationId, { emailCode: 'off' });
    expect(await page()).toMatchObject({ policy: { policyRevision: 2, emailCode: 'off' } });
    expect(await page(`?at=${before}`)).toMatchObject({ at: before, policy: { policyRevision: 1, emailCode: 'factor' } });
    expect((await support.client.send('GET', `/admin/accounts/${danaId}?at=2020-01-01T00:00:00.000Z`)).status).toBe(404);
    expect((await lookUps()).at(-2)).toMatchObject({ action: 'account.view', accountId: danaId });
  });

  it('reveals the address with a reason, which is an event', async () => {
    expect(await support.client.call('POST', `/admin/accounts/${danaId}/reveal`, { reason: 'to call back' })).toEqual({ email: dana });
    expect((await lookUps()).at(-1)).toMatchObject({ action: 'account.reveal', accountId: danaId });
    expect((await support.client.send('POST', `/admin/accounts/${danaId}/reveal`, { reason: ' ' })).status).toBe(400);
  });

  it('reads what happened, page by page and by type', async () => {
    type History = { readonly entries: readonly { readonly id: string; readonly type: string; readonly sentence: string }[]; readonly next: string | null };
    const all = await support.client.call<History>('GET', `/admin/accounts/${danaId}/history?limit=200`);
    expect(all.entries.map(({ type }) => type)).toContain('DeviceTrusted');
    expect(all.entries.at(-1)).toMatchObject({ type: 'AccountRegistered', icon: 'account', outcome: 'neutral', data: { email: 'd•••@riverside.example' } });
    expect(JSON.stringify(all)).not.toContain(dana);
    expect(JSON.stringify(all)).not.toContain('verifier');
    const pages: string[] = [];
    let next: string | null = null;
    do {
      const one: History = await support.client.call('GET', `/admin/accounts/${danaId}/history?limit=3${next === null ? '' : `&before=${encodeURIComponent(next)}`}`);
      pages.push(...one.entries.map(({ id }) => id));
      next = one.next;
    } while (next !== null);
    expect(pages).toEqual(all.entries.map(({ id }) => id));
    const signIns = await support.client.call<History>('GET', `/admin/accounts/${danaId}/history?types=SessionStarted,PasswordVerified`);
    expect(signIns.entries.map(({ type }) => type)).toEqual(['SessionStarted', 'PasswordVerified']);
  });
});

describe('what support does', () => {
  it('needs a fresh proof', async () => {
    world.clock.advance({ minutes: 6 });
    const from = (await world.history(dana)).length;
    const { devices } = await page();
    const path = `/admin/accounts/${danaId}/devices/${devices[0]!.id}/revoke`;
    await expect(support.client.call('POST', path, why)).rejects.toMatchObject({ code: 'session.stepUpRequired' });
    expect(await world.events(dana, from)).toEqual([]);
    await support.stepUp();
    expect((await support.client.send('POST', path, why)).status).toBe(204);
    expect((await world.history(dana)).slice(from)).toMatchObject([
      { event: { type: 'DeviceRevoked', reason: 'byStaff' }, envelope: { actor: { kind: 'account', accountId: support.accountId }, onBehalfOf: danaId } },
    ]);
    await expect(support.client.call('POST', path, why)).rejects.toMatchObject({ code: 'device.notFound' });
    const { entries } = await support.client.call<{ entries: readonly object[] }>('GET', `/admin/accounts/${danaId}/history?types=DeviceRevoked`);
    expect(entries).toMatchObject([{ sentence: expect.stringMatching(/, by Dana Reyes: telephone stolen \(HELP-1\)$/), actor: { accountId: support.accountId, displayName: 'Dana Reyes' } }]);
  });

  it('never takes the last factor: that is a reset', async () => {
    const { factors } = await page();
    const app = factors.find(({ kind }) => kind === 'authenticator')!.id;
    const from = (await world.history(dana)).length;
    await expect(support.client.call('POST', `/admin/accounts/${danaId}/factors/${app}/remove`, why)).rejects.toMatchObject({ code: 'factor.last' });
    expect(await world.events(dana, from)).toEqual([]);
  });

  it('removes an authenticator app where something is left', async () => {
    const email = 'max@riverside.example';
    const id = await world.account(email, { organizationId });
    await setUp(world, email);
    const { factors } = await support.client.call<Page>('GET', `/admin/accounts/${id}`);
    const from = (await world.history(email)).length;
    await support.client.call('POST', `/admin/accounts/${id}/factors/${factors[0]!.id}/remove`, why);
    expect(await world.events(email, from)).toEqual(['AuthenticatorRemoved']);
  });

  it('ends sessions, one or all', async () => {
    const email = 'ines@riverside.example';
    const id = await world.account(email, { organizationId });
    await setUp(world, email);
    const { sessions } = await support.client.call<Page>('GET', `/admin/accounts/${id}`);
    await expect(support.client.call('POST', `/admin/accounts/${id}/sessions/end`, { ...why, sessionId: 'none' })).rejects.toMatchObject({ code: 'session.notFound' });
    await support.client.call('POST', `/admin/accounts/${id}/sessions/end`, { ...why, sessionId: sessions[0]!.id });
    expect((await support.client.call<Page>('GET', `/admin/accounts/${id}`)).sessions).toEqual([]);
    const from = (await world.history(email)).length;
    await support.client.call('POST', `/admin/accounts/${id}/sessions/end`, why);
    expect((await world.history(email)).slice(from)).toMatchObject([{ event: { type: 'SessionsVoided', reason: 'byStaff' } }]);
  });

  it('disables, enables, lifts limits and invites again', async () => {
    const email = 'new@riverside.example';
    const id = await world.account(email, { organizationId, invited: true });
    const from = (await world.history(email)).length;
    for (const path of ['invitation/resend', 'disable', 'enable', 'limits/lift']) await support.client.call('POST', `/admin/accounts/${id}/${path}`, why);
    expect(await world.events(email, from)).toEqual(['InvitationIssued', 'AccountDisabled', 'AccountEnabled', 'AccountUnlocked']);
    await expect(support.client.call('POST', `/admin/accounts/${id}/enable`, why)).rejects.toMatchObject({ code: 'account.wrongStatus' });
  });

  it('is not done to oneself, nor to others of the staff', async () => {
    const peer = await agent(world, 'pia@vestibule.example', ['compliance']);
    for (const [id, code] of [[support.accountId, 'staff.ownAccount'], [peer.accountId, 'staff.peer']] as const) {
      for (const path of ['disable', 'limits/lift', 'sessions/end']) {
        await expect(support.client.call('POST', `/admin/accounts/${id}/${path}`, why)).rejects.toMatchObject({ code });
      }
    }
    const owner = await agent(world, 'olga@vestibule.example', ['owner']);
    expect((await owner.client.send('POST', `/admin/accounts/${peer.accountId}/disable`, why)).status).toBe(204);
  });
});

describe('a session of the console', () => {
  /** Set up with an authenticator app and nothing else. */
  async function withoutPasskey(place: World, email: string) {
    await place.account(email, { roles: ['support'] });
    const client = place.client();
    await client.begin({ email });
    await client.password(password);
    await client.confirmAuthenticator(place.code(client.next('set-up-authenticator').authenticator.secret));
    await client.confirmRecoveryCode();
    await client.declineDevice();
    return client;
  }
  const email = 'ada@vestibule.example';

  it('was started with a passkey', async () => {
    const client = await withoutPasskey(world, email);
    await expect(client.call('GET', '/admin/me')).rejects.toMatchObject({ code: 'console.assuranceTooLow', status: 403 });
  });

  it('or with an authenticator app where the operator says so, but never with a mailed code', async () => {
    const lenient = await World.create({ CONSOLE_ACR: 'aal2' });
    try {
      const client = await withoutPasskey(lenient, email);
      expect(await client.call('GET', '/admin/me')).toMatchObject({ session: { acr: 'aal2' } });
      await client.begin({ email });
      await client.password(password);
      await client.challenge('email-code');
      await client.answer({ code: await lenient.mailbox.waitForCode(email) });
      await expect(client.call('GET', '/admin/me')).rejects.toMatchObject({ code: 'console.assuranceTooLow' });
    } finally {
      await lenient.close();
    }
  });

  it('is over with the role, at the next call', async () => {
    const gone = await agent(world, 'gus@vestibule.example', ['support']);
    await gone.client.call('GET', '/admin/me');
    const command = { type: 'RevokeRole', now: world.clock.now(), data: { role: 'support' } } as const;
    await world.accounts().decideAndAppend(gone.accountId, command, world.operator('left the team'));
    await expect(gone.client.call('GET', '/admin/me')).rejects.toMatchObject({ code: 'console.notAllowed' });
  });

  it('is over after eight hours, or fifteen minutes of silence', async () => {
    const late = await agent(world, 'lea@vestibule.example', ['support']);
    for (let minutes = 0; minutes < 8 * 60 - 10; minutes += 10) {
      world.clock.advance({ minutes: 10 });
      await late.client.call('GET', '/admin/me');
    }
    world.clock.advance({ minutes: 10 });
    await expect(late.client.call('GET', '/admin/me')).rejects.toMatchObject({ code: 'session.required' });
    const idle = await agent(world, 'ida@vestibule.example', ['support']);
    world.clock.advance({ minutes: 15 });
    await expect(idle.client.call('GET', '/admin/me')).rejects.toMatchObject({ code: 'session.required' });
  });
});
