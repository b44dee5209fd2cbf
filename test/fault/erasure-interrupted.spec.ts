import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { OperatorCommands } from '../../apps/auth/src/operator/operator-commands.js';
import type { ArgsOf, OperationName } from '../../apps/auth/src/operator/operations.js';
import { Claims } from '../../apps/auth/src/platform/event-log/claims.js';
import { KeyVault } from '../../apps/auth/src/platform/keys/key-vault.js';
import { KeyedHash } from '../../apps/auth/src/platform/keys/keyed-hash.js';
import { World } from '../support/world.js';

let world: World;
beforeAll(async () => {
  world = await World.create();
});
afterAll(() => world.close());

const run = <Name extends OperationName>(operation: Name, args: ArgsOf<Name>): Promise<unknown> =>
  world.app.get(OperatorCommands, { strict: false }).run(operation, args, { operator: 'anna', commandId: randomUUID() });
const erase = (account: string): Promise<unknown> => run('account.erase', { account, reason: 'asked for', ticket: 'T-1' });
const holder = (email: string): Promise<string | undefined> => world.app.get(Claims).emailHolder(world.app.get(KeyedHash).email(email));
const key = (accountId: string): Promise<unknown> => world.store.read(`key-${accountId}`);

describe('an erasure that was interrupted', () => {
  it('right after its event is finished by itself', async () => {
    const email = 'first@riverside.example';
    const accountId = await world.account(email);
    const command = { type: 'EraseAccount', now: world.clock.now(), data: { reason: 'asked for', ticket: 'T-1' } } as const;
    await world.accounts().decideAndAppend(accountId, command, world.operator());
    await expect.poll(() => key(accountId)).toBeUndefined();
    await expect.poll(() => holder(email)).toBeUndefined();
    expect(await world.store.read(`snapshot-account-${accountId}`)).toBeUndefined();
  });

  it('after its key went is finished by whoever asks again, and asked once more changes nothing', async () => {
    const email = 'second@riverside.example';
    const accountId = await world.account(email);
    await world.app.get(KeyVault).destroy(accountId);
    expect(await holder(email)).toBe(accountId);
    await erase(accountId);
    expect(await holder(email)).toBeUndefined();
    const before = await world.store.readAll({ direction: 'backwards', limit: 1 });
    expect(await erase(accountId)).toEqual({ accountId, status: 'erased', roles: [] });
    const account = (await world.store.read(`account-${accountId}`)) ?? [];
    expect(account.filter(({ type }) => type === 'AccountErased')).toHaveLength(1);
    expect(before).toHaveLength(1);
  });

  it('lets the address be invited anew, as another account', async () => {
    const email = 'third@riverside.example';
    const accountId = await world.account(email);
    await erase(email);
    await expect(erase(email)).rejects.toMatchObject({ code: 'operator.unknownAccount' });
    await run('account.invite', { email, name: 'Ben Okafor', organization: null, language: null });
    expect(await holder(email)).not.toBe(accountId);
    await world.mailbox.waitForMail(email);
  });
});

describe('erasing staff', () => {
  it('waits until the roles are gone, and the role of the last owner stays', async () => {
    await world.account('support@riverside.example', { roles: ['support'] });
    await expect(erase('support@riverside.example')).rejects.toMatchObject({ code: 'account.holdsRoles', message: expect.stringContaining('support') as string });
    await run('account.revokeRole', { account: 'support@riverside.example', reason: 'left', role: 'support' });
    await expect(erase('support@riverside.example')).resolves.toMatchObject({ status: 'erased' });

    await world.account('owner@riverside.example', { roles: ['owner'] });
    await expect(erase('owner@riverside.example')).rejects.toMatchObject({ code: 'account.holdsRoles' });
    await expect(run('account.revokeRole', { account: 'owner@riverside.example', reason: 'left', role: 'owner' })).rejects.toMatchObject({ code: 'staff.lastOwner' });
    expect(await world.events('owner@riverside.example')).not.toContain('AccountErased');
  });
});
