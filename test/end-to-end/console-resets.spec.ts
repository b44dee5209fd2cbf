import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { StaffRecords } from '../../apps/auth/src/platform/event-log/aggregates.js';
import { type Agent, agent, setUp } from '../support/staff.js';
import { World } from '../support/world.js';

let world: World;
let one: Agent;
let other: Agent;
let owner: Agent;
let twoNeeded: string;
let oneNeeded: string;
let people = 0;
const asked = { reason: 'telephone lost', ticket: 'HELP-7', identityProof: 'video-call' } as const;

beforeAll(async () => {
  world = await World.create();
  twoNeeded = await world.organization({ resetApprovals: 2 });
  oneNeeded = await world.organization({}, 'Lakeside Clinic');
  owner = await agent(world, 'owner@vestibule.example', ['owner']);
});
// New ones for each test: what an agent has done today counts.
beforeEach(async () => {
  people += 1;
  one = await agent(world, `one-${people}@vestibule.example`, ['support']);
  other = await agent(world, `other-${people}@vestibule.example`, ['support']);
});
afterAll(() => world.close());

interface Requested {
  readonly resetId: string;
  readonly state: string;
}
interface OpenCase {
  readonly caseId: string;
  readonly accountId: string;
}
interface Patient {
  readonly email: string;
  readonly id: string;
}

/** Somebody with an authenticator app, a recovery code, a passkey and a session. */
async function person(organizationId = twoNeeded): Promise<Patient> {
  people += 1;
  const email = `person-${people}@riverside.example`;
  const id = await world.account(email, { organizationId });
  await setUp(world, email);
  return { email, id };
}

const request = (by: Agent, { id }: Patient, body: object = asked) => by.client.call<Requested>('POST', `/admin/accounts/${id}/resets`, body);
async function approve(by: Agent, { id }: Patient, resetId: string) {
  const proof = await by.prove('reset', `${id}/${resetId}`);
  return by.client.call<Record<string, unknown>>('POST', `/admin/resets/${id}/${resetId}/approve`, { proof });
}

/** Refused with this code, and nothing was written: neither to the account nor to those who tried. */
async function refused(promise: () => Promise<unknown>, code: string, { email }: Patient, ...agents: readonly Agent[]) {
  const counts = async () => Promise.all([email, ...agents.map((each) => each.email)].map(async (each) => (await world.events(each)).filter((type) => type !== 'SessionRefreshed').length));
  const before = await counts();
  await expect(promise()).rejects.toMatchObject({ code });
  expect(await counts()).toEqual(before);
}

const resetsCounted = async ({ accountId }: Agent) =>
  ((await world.app.get(StaffRecords).history(accountId)) ?? []).filter(({ event }) => event.type === 'ResetCounted').length;

describe('a reset by two', () => {
  it('is asked for by one, approved by another, and ends everything in one append; the holder is told and can stop it', async () => {
    const patient = await person();
    const from = (await world.history(patient.email)).length;
    const requested = await request(one, patient);
    expect(requested).toMatchObject({ state: 'requested', approvalsNeeded: 2, preview: { factors: 2, devices: 1, sessions: 1 } });
    await expect.poll(async () => (await other.client.call<{ resets: readonly object[] }>('GET', '/admin/resets?state=open')).resets).toMatchObject([
      { resetId: requested.resetId, accountId: patient.id, mine: false, approvable: true, reason: asked.reason, ticket: asked.ticket, requestedBy: { accountId: one.accountId } },
    ]);
    expect(await one.client.call('GET', `/admin/resets/${patient.id}/${requested.resetId}`)).toMatchObject({ mine: true, approvable: false });
    // Who may approve it is told, and who asked for it is not.
    const told = (await world.history(patient.email)).map(({ event }) => event).find(({ type }) => type === 'MfaResetRequested');
    expect(told).toMatchObject({ told: expect.arrayContaining([other.accountId]) as unknown });
    expect(told).not.toMatchObject({ told: expect.arrayContaining([one.accountId]) as unknown });
    await world.mailbox.waitForLink(other.email, `/console/resets/${patient.id}/${requested.resetId}`);
    const receipt = await approve(other, patient, requested.resetId);
    expect(receipt).toMatchObject({
      resetId: requested.resetId,
      agent: { accountId: one.accountId },
      approver: { accountId: other.accountId },
      reason: asked.reason,
      ticket: asked.ticket,
      ended: { factors: 2, devices: 1, sessions: 1 },
    });
    expect((await world.history(patient.email)).slice(from)).toMatchObject([
      { event: { type: 'MfaResetRequested', requestedBy: one.accountId, approvalsNeeded: 2 }, envelope: { actor: { accountId: one.accountId } } },
      { event: { type: 'MfaReset', requestedBy: one.accountId, approvedBy: other.accountId }, envelope: { actor: { accountId: other.accountId } } },
    ]);
    expect((await world.events(other.email)).at(-1)).toBe('ActionProved');
    const token = (await world.mailbox.waitForLink(patient.email, '/not-me')).hash.slice(1);
    expect(await world.client().send('POST', '/account-freezes', { token })).toMatchObject({ status: 200, body: { organization: { name: expect.any(String) as string, supportContact: expect.any(String) as string } } });
    expect((await world.events(patient.email)).slice(-2)).toEqual(['AccountFrozen', 'CaseOpened']);
    await expect.poll(async () => (await other.client.call<{ resets: readonly object[] }>('GET', '/admin/resets')).resets).toEqual([]);
  });

  it('that the holder disputes opens a case, which somebody else looks at and closes', async () => {
    const patient = await person();
    const { resetId } = await request(one, patient);
    await approve(other, patient, resetId);
    const token = (await world.mailbox.waitForLink(patient.email, '/not-me')).hash.slice(1);
    for (let twice = 0; twice < 2; twice += 1) expect((await world.client().send('POST', '/account-freezes', { token })).status).toBe(200);
    const listed = async (by: Agent) => (await by.client.call<{ cases: readonly OpenCase[] }>('GET', '/admin/cases')).cases.filter(({ accountId }) => accountId === patient.id);
    await expect.poll(() => listed(owner)).toMatchObject([
      { accountName: 'Dana Reyes', accountStatus: 'frozen', organizationId: twoNeeded, because: 'resetDisputed', resetId, resetBy: [{ accountId: one.accountId }, { accountId: other.accountId }], closable: true },
    ]);
    const [open] = await listed(owner);
    const caseId = open?.caseId ?? '';
    const count = async (by: Agent, what: string) => (await by.client.call<{ open: number }>('GET', `/admin/${what}/count`)).open;
    expect(await count(owner, 'cases')).toBe((await owner.client.call<{ cases: readonly object[] }>('GET', '/admin/cases')).cases.length);
    expect(await count(owner, 'resets')).toBe((await owner.client.call<{ resets: readonly object[] }>('GET', '/admin/resets')).resets.length);
    expect(await owner.client.call('GET', `/admin/accounts/${patient.id}`)).toMatchObject({ status: 'frozen', cases: { open: [{ caseId, resetId }] } });
    const path = `/admin/cases/${patient.id}/${caseId}/close`;
    const why = { reason: 'spoke with the holder: it was them', ticket: 'HELP-8' };
    for (const agents of [one, other]) {
      expect(await listed(agents)).toMatchObject([{ closable: false }]);
      await refused(() => agents.client.call('POST', path, why), 'case.ownReset', patient);
      await refused(() => agents.client.call('POST', `/admin/accounts/${patient.id}/enable`, why), 'case.ownReset', patient);
    }
    const foreign = await agent(world, `far-${people}@vestibule.example`, ['support'], [oneNeeded]);
    expect(await listed(foreign)).toEqual([]);
    expect(await count(foreign, 'cases')).toBe(0);
    await refused(() => foreign.client.call('POST', path, why), 'account.notFound', patient);
    await owner.stepUp();
    await owner.client.call('POST', path, why);
    expect((await world.history(patient.email)).at(-1)).toMatchObject({ event: { type: 'CaseClosed', caseId }, envelope: { actor: { accountId: owner.accountId }, onBehalfOf: patient.id } });
    await expect.poll(() => listed(owner)).toEqual([]);
    await refused(() => owner.client.call('POST', path, why), 'case.notOpen', patient);
    // Whoever looked at it decides about the freeze as well.
    await owner.client.call('POST', `/admin/accounts/${patient.id}/enable`, why);
    expect((await world.events(patient.email)).at(-1)).toBe('AccountEnabled');
  });

  it('is not done by the one who asked, whatever they try', async () => {
    const patient = await person();
    const { resetId } = await request(one, patient);
    // Alone: without approving at all there is no other way, and approving it oneself is refused before the proof is used.
    await refused(async () => approve(one, patient, resetId), 'reset.ownRequest', patient, one);
    expect(await approve(other, patient, resetId)).toMatchObject({ resetId });
  });

  it('counts a policy that became stricter in between', async () => {
    const clinic = await world.organization({}, 'Hillside Clinic');
    const patient = await person(clinic);
    const { resetId, state } = await request(one, patient);
    expect(state).toBe('needsProof');
    await world.policy(clinic, { resetApprovals: 2 });
    await refused(async () => approve(one, patient, resetId), 'reset.ownRequest', patient, one);
    expect(await approve(other, patient, resetId)).toMatchObject({ resetId });
  });
});

describe('a reset by one', () => {
  it('takes the passkey of the agent, made for exactly this reset', async () => {
    const patient = await person(oneNeeded);
    const { resetId, state } = await request(one, patient);
    expect(state).toBe('needsProof');
    const path = `/admin/resets/${patient.id}/${resetId}/approve`;
    await refused(() => one.client.call('POST', path, {}), 'console.proofRequired', patient, one);
    const wrong = await one.prove('reset', `${patient.id}/another`);
    const from = (await world.events(one.email)).length;
    await expect(one.client.call('POST', path, { proof: wrong })).rejects.toMatchObject({ code: 'console.proofRequired' });
    expect((await world.history(one.email)).slice(from)).toMatchObject([{ event: { type: 'ActionProofRefused', action: 'reset', reason: 'wrongChallenge' } }]);
    expect(await approve(one, patient, resetId)).toMatchObject({ approver: null, agent: { accountId: one.accountId } });
  });
});

describe('a fooled agent', () => {
  it('opens a second tab: the reset was done, and is done once', async () => {
    const patient = await person();
    const { resetId } = await request(one, patient);
    const first = await other.prove('reset', `${patient.id}/${resetId}`);
    const second = await other.prove('reset', `${patient.id}/${resetId}`);
    const path = `/admin/resets/${patient.id}/${resetId}/approve`;
    await other.client.call('POST', path, { proof: first });
    const from = (await world.history(patient.email)).length;
    // Done is done: neither another proof nor the same one again does it twice.
    for (const proof of [first, second]) {
      expect((await other.client.send('POST', path, { proof })).status).toBeGreaterThanOrEqual(403);
    }
    expect(await world.events(patient.email, from)).toEqual([]);
    expect((await world.events(patient.email)).filter((type) => type === 'MfaReset')).toHaveLength(1);
  });

  it('replays an approval: a proof is used once, and by its own session', async () => {
    const [patient, next] = [await person(), await person()];
    const { resetId } = await request(one, patient);
    const proof = await other.prove('reset', `${patient.id}/${resetId}`);
    const key = { 'idempotency-key': 'approve-once' };
    const path = `/admin/resets/${patient.id}/${resetId}/approve`;
    await refused(() => owner.client.call('POST', path, { proof }), 'console.proofRequired', patient);
    const answered = await other.client.send('POST', path, { proof }, key);
    // A client that lost the answer asks again and gets it again.
    expect(await other.client.send('POST', path, { proof }, key)).toMatchObject({ status: 200, body: answered.body });
    const { resetId: another } = await request(one, next);
    await refused(() => other.client.call('POST', `/admin/resets/${next.id}/${another}/approve`, { proof }), 'console.proofRequired', next, other);
    expect(await approve(other, next, another)).toMatchObject({ resetId: another });
  });

  it('is asked about a foreign organization, which does not exist', async () => {
    const local = await agent(world, 'local@vestibule.example', ['support'], [oneNeeded]);
    const [foreign, own] = [await person(twoNeeded), await person(oneNeeded)];
    await refused(() => request(local, foreign), 'account.notFound', foreign, local);
    const { resetId } = await request(one, foreign);
    await refused(async () => local.client.call('POST', `/admin/resets/${foreign.id}/${resetId}/approve`, {}), 'account.notFound', foreign, local);
    const { resets } = await local.client.call<{ resets: readonly { accountId: string }[] }>('GET', '/admin/resets');
    expect(resets.map(({ accountId }) => accountId)).not.toContain(foreign.id);
    expect(await request(local, own)).toMatchObject({ state: 'needsProof' });
    expect(await approve(other, foreign, resetId)).toMatchObject({ resetId });
  });

  it('resets their own account, or a peer’s', async () => {
    const self = { email: one.email, id: one.accountId };
    const peer = { email: other.email, id: other.accountId };
    await refused(() => request(one, self), 'reset.ownAccount', self);
    await refused(() => request(one, peer), 'reset.peer', peer, one);
    const colleague = await agent(world, 'colleague@vestibule.example', ['support']);
    expect(await request(owner, { email: colleague.email, id: colleague.accountId })).toMatchObject({ state: 'needsProof' });
  });

  it('approves the reset of their own account, or of a peer’s, that an owner asked for', async () => {
    await owner.stepUp();
    const peer = { email: other.email, id: other.accountId };
    const { resetId } = await request(owner, peer);
    await refused(async () => approve(other, peer, resetId), 'reset.ownAccount', peer, other);
    await refused(async () => approve(one, peer, resetId), 'reset.peer', peer, one);
    const why = { reason: 'no' };
    await refused(() => other.client.call('POST', `/admin/resets/${peer.id}/${resetId}/reject`, why), 'reset.ownAccount', peer);
    await refused(() => one.client.call('POST', `/admin/resets/${peer.id}/${resetId}/reject`, why), 'reset.peer', peer, one);
    expect(await approve(owner, peer, resetId)).toMatchObject({ resetId, approver: null });
    expect((await world.events(peer.email)).at(-1)).toBe('MfaReset');
  });

  it('takes the proof of another agent, or one for another action, and a session that was proved too long ago', async () => {
    const patient = await person();
    const { resetId } = await request(one, patient);
    const path = `/admin/resets/${patient.id}/${resetId}/approve`;
    const foreign = await owner.prove('reset', `${patient.id}/${resetId}`);
    const from = (await world.events(patient.email)).length;
    await expect(other.client.call('POST', path, { proof: foreign })).rejects.toMatchObject({ code: 'console.proofRequired' });
    const policy = await owner.prove('policy', `${patient.id}/${resetId}`);
    await expect(owner.client.call('POST', path, { proof: policy })).rejects.toMatchObject({ code: 'console.proofRequired' });
    expect((await world.history(owner.email)).at(-1)).toMatchObject({ event: { type: 'ActionProofRefused', action: 'reset' } });
    const proof = await other.prove('reset', `${patient.id}/${resetId}`);
    world.clock.advance({ minutes: 6 });
    await refused(() => other.client.call('POST', path, { proof }), 'session.stepUpRequired', patient, other);
    await other.stepUp();
    expect(await world.events(patient.email, from)).toEqual([]);
    expect(await approve(other, patient, resetId)).toMatchObject({ resetId });
  });

  it('does not say why, or how identity was proved', async () => {
    const patient = await person();
    for (const missing of [{ ...asked, reason: ' ' }, { ...asked, ticket: '' }, { reason: asked.reason, ticket: asked.ticket }]) {
      await refused(() => request(one, patient, missing), 'request.invalid', patient, one);
    }
    expect(await request(one, patient)).toMatchObject({ state: 'requested' });
  });

  it('resets after the address changed, before the reset or between its halves', async () => {
    const patient = await person();
    const change = async (to: string) => {
      const data = { email: (await world.accounts().load(patient.id)).state.email!, emailHash: to };
      await world.accounts().decideAndAppend(patient.id, { type: 'ChangeEmail', now: world.clock.now(), data }, world.operator('new address'));
    };
    const { resetId } = await request(one, patient);
    await change('hash-1');
    await refused(async () => approve(other, patient, resetId), 'reset.addressChanged', patient, other);
    await other.client.call('POST', `/admin/resets/${patient.id}/${resetId}/reject`, { reason: 'the address changed' });
    expect((await world.events(patient.email)).at(-1)).toBe('MfaResetRejected');
    await refused(() => request(one, patient), 'reset.addressChanged', patient, one);
  });

  it('waits too long: a request expires, and one that was rejected is gone', async () => {
    const patient = await person();
    const { resetId } = await request(one, patient);
    await refused(() => request(other, patient), 'reset.alreadyOpen', patient, other);
    await one.client.call('POST', `/admin/resets/${patient.id}/${resetId}/reject`, { reason: 'found it' });
    await refused(async () => approve(other, patient, resetId), 'reset.notOpen', patient, other);
    const again = await request(one, patient);
    world.clock.advance({ hours: 24 });
    const late = await agent(world, 'late@vestibule.example', ['support']);
    await refused(async () => approve(late, patient, again.resetId), 'reset.notOpen', patient, late);
    expect(await request(late, patient)).toMatchObject({ state: 'requested' });
  });

  it('does a sixth one in a day, also where it was asked for in time', async () => {
    const busy = await agent(world, 'busy@vestibule.example', ['support']);
    const patients = await Promise.all(Array.from({ length: 6 }, () => person(oneNeeded)));
    const requests: string[] = [];
    for (const patient of patients) requests.push((await request(busy, patient)).resetId);
    for (const [index, patient] of patients.slice(0, 5).entries()) await approve(busy, patient, requests[index]!);
    expect(await resetsCounted(busy)).toBe(5);
    const [sixth] = patients.slice(5);
    await refused(async () => approve(busy, sixth!, requests[5]!), 'reset.tooMany', sixth!, busy);
    const seventh = await person(oneNeeded);
    await refused(() => request(busy, seventh), 'reset.tooMany', seventh, busy);
    const rested = await agent(world, 'rested@vestibule.example', ['support']);
    expect(await request(rested, seventh)).toMatchObject({ state: 'needsProof' });
  });
});
