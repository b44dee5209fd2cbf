import { randomUUID } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { Accounts, Organizations } from '../platform/event-log/aggregates.js';
import { Derived } from '../platform/keys/derived.js';
import { KeyVault } from '../platform/keys/key-vault.js';
import { OperatorCommands } from './operator-commands.js';
import { OperatorWorld } from './testing/operator-world.js';

const anna = { email: 'anna@riverside.example', name: 'Anna Brandt', organization: null, language: null };

describe('organizations', () => {
  it('are registered, listed at once, and found by name in any case', async () => {
    const world = await OperatorWorld.open();
    const { organizationId } = await world.run('organization.register', { name: ' Riverside Clinic ', supportContact: '030 1', mfaRequired: true });
    expect(await world.run('organization.list', {})).toMatchObject([
      { id: organizationId, name: 'Riverside Clinic', supportContact: '030 1', policies: [{ revision: 1, policy: { mfaRequired: true } }] },
    ]);
    const changed = await world.run('organization.changePolicy', { organization: 'riverside CLINIC', reason: 'a trial', change: { emailCode: 'recovery' } });
    expect(changed).toMatchObject({ organizationId, policyRevision: 2, policy: { mfaRequired: true, emailCode: 'recovery' } });
    expect(await world.types(`organization-${organizationId}`)).toEqual(['OrganizationRegistered', 'MfaPolicyChanged', 'MfaPolicyChanged']);
  });

  it('keep who changed their policy and why, the reason sealed', async () => {
    const world = await OperatorWorld.open();
    const { organizationId } = await world.run('organization.register', { name: 'Riverside', supportContact: null, mfaRequired: false });
    await world.run('organization.changePolicy', { organization: organizationId, reason: 'asked by the board', change: { mfaRequired: true } });
    const { envelope } = (await world.get(Organizations).history(organizationId))!.at(-1)!;
    expect(envelope.actor).toEqual({ kind: 'operator', name: 'anna' });
    const key = await world.get(KeyVault).get(organizationId);
    expect(key!.open('reason', envelope.reason!)).toBe('asked by the board');
  });

  it('of one name are told apart by their ids', async () => {
    const world = await OperatorWorld.open();
    const register = (): Promise<{ organizationId: string }> => world.run('organization.register', { name: 'Riverside', supportContact: null, mfaRequired: false });
    const [one, other] = [await register(), await register()];
    await expect(world.run('organization.rename', { organization: 'Riverside', name: 'Bayside' })).rejects.toMatchObject({ code: 'operator.ambiguousOrganization' });
    expect(await world.run('organization.rename', { organization: one.organizationId, name: 'Bayside' })).toMatchObject({ name: 'Bayside' });
    expect(await world.run('organization.changeSupportContact', { organization: 'riverside', supportContact: '030 2' })).toEqual({
      organizationId: other.organizationId,
      supportContact: '030 2',
    });
  });

  it('that nobody knows are said to be unknown', async () => {
    const world = await OperatorWorld.open();
    for (const organization of ['Nowhere', randomUUID()]) {
      await expect(world.run('account.invite', { ...anna, organization })).rejects.toMatchObject({
        code: 'operator.unknownOrganization',
        message: `There is no organization "${organization}".`,
      });
    }
  });
});

describe('accounts', () => {
  it('are invited once, and found by every spelling of the address', async () => {
    const world = await OperatorWorld.open();
    const { accountId, expiresAt } = await world.run('account.invite', anna);
    expect(expiresAt).toBe('2026-03-02T08:30:00.000Z');
    expect(await world.run('account.show', { account: 'ANNA@Riverside.example' })).toMatchObject({ id: accountId, email: anna.email, name: anna.name, status: 'invited' });
    await expect(world.run('account.invite', { ...anna, email: 'Anna@riverside.EXAMPLE' })).rejects.toMatchObject({ code: 'account.emailTaken' });
    expect(await world.run('account.list', { search: 'brandt', limit: 10 })).toMatchObject({ accounts: [{ id: accountId }], more: false });
  });

  it('are made once by a command that is repeated', async () => {
    const world = await OperatorWorld.open();
    const commandId = randomUUID();
    const first = await world.run('account.invite', anna, commandId);
    expect(await world.run('account.invite', anna, commandId)).toEqual(first);
    expect(await world.types(`account-${first.accountId}`)).toEqual(['AccountRegistered', 'InvitationIssued']);
  });

  it('are disabled, enabled, unlocked and given roles, each with a reason on the holder’s behalf', async () => {
    const world = await OperatorWorld.open();
    const { accountId } = await world.run('account.invite', anna);
    const on = { account: anna.email, reason: 'because' };
    expect(await world.run('account.disable', on)).toMatchObject({ status: 'disabled' });
    expect(await world.run('account.enable', on)).toMatchObject({ status: 'invited' });
    expect(await world.run('account.unlock', on)).toMatchObject({ status: 'invited' });
    expect(await world.run('account.grantRole', { ...on, role: 'support' })).toMatchObject({ roles: ['support'] });
    expect(await world.run('account.revokeRole', { ...on, role: 'support' })).toMatchObject({ roles: [] });
    const done = (await world.get(Accounts).history(accountId))!.slice(2);
    expect(done.map(({ event }) => event.type)).toEqual(['AccountDisabled', 'AccountEnabled', 'AccountUnlocked', 'RoleGranted', 'RoleRevoked']);
    expect(new Set(done.map(({ envelope }) => envelope.onBehalfOf))).toEqual(new Set([accountId]));
    expect(done.every(({ envelope }) => envelope.reason !== null)).toBe(true);
    await expect(world.run('account.disable', { ...on, reason: ' ' })).rejects.toMatchObject({ code: 'operator.invalidArguments' });
  });

  it('change their address and let go of the old one', async () => {
    const world = await OperatorWorld.open();
    const { accountId } = await world.run('account.invite', anna);
    const ben = await world.run('account.invite', { ...anna, email: 'ben@riverside.example', name: 'Ben' });
    const change = (email: string): Promise<unknown> => world.run('account.changeEmail', { account: accountId, reason: 'married', email });
    await expect(change('ben@riverside.example')).rejects.toMatchObject({ code: 'account.emailTaken' });
    await expect(change(anna.email)).rejects.toMatchObject({ code: 'account.wrongStatus' });
    await change('anna.weber@riverside.example');
    expect(await world.run('account.show', { account: 'anna.weber@riverside.example' })).toMatchObject({ id: accountId });
    await expect(world.run('account.show', { account: anna.email })).rejects.toMatchObject({ code: 'operator.unknownAccount' });
    expect(await world.run('account.invite', anna)).not.toMatchObject({ accountId });
    expect(await world.run('account.show', { account: 'ben@riverside.example' })).toMatchObject({ id: ben.accountId });
    await expect(world.run('mfa.reset', { account: accountId, reason: 'lost', ticket: 'T-1', identityProof: 'in-person' })).rejects.toMatchObject({
      code: 'reset.addressChanged',
    });
  });
});

describe('owners', () => {
  it('get a link that is open for 15 minutes, and a new one until they use it', async () => {
    const world = await OperatorWorld.open();
    const owner = { email: 'ines@clinic.example', name: 'Ines Falk' };
    const first = await world.run('owner.create', owner);
    expect(first).toMatchObject({ email: owner.email, expiresAt: '2026-03-01T08:45:00.000Z' });
    const [page, token] = first.link.split('#');
    expect(page).toBe('https://sign-in.example/invitation');
    expect(world.get(Derived).readInvitationToken(token!)).toMatchObject({ accountId: first.accountId });
    const second = await world.run('owner.create', owner);
    expect(second.accountId).toBe(first.accountId);
    expect(second.link).not.toBe(first.link);
    expect(await world.run('account.show', { account: owner.email })).toMatchObject({ roles: ['owner'] });
  });

  it('are not made of accounts that exist', async () => {
    const world = await OperatorWorld.open();
    await world.run('account.invite', anna);
    await expect(world.run('owner.create', { email: anna.email, name: 'Anna' })).rejects.toMatchObject({ code: 'account.emailTaken' });
  });
});

describe('what is asked for', () => {
  it('is checked, whoever asks', async () => {
    const commands = (await OperatorWorld.open()).get(OperatorCommands);
    const call = { operator: 'anna', commandId: randomUUID() };
    await expect(commands.run('account.explode', {}, call)).rejects.toMatchObject({ code: 'operator.unknownOperation' });
    await expect(commands.run('toString', {}, call)).rejects.toMatchObject({ code: 'operator.unknownOperation' });
    await expect(commands.run('account.show', { account: 'a', more: 1 }, call)).rejects.toMatchObject({ code: 'operator.invalidArguments' });
    await expect(commands.run('organization.register', { name: 'a\nb', supportContact: null, mfaRequired: false }, call)).rejects.toMatchObject({
      code: 'operator.invalidArguments',
      message: 'name: must be one line without control characters.',
    });
  });
});
