import { describe, expect, it } from 'vitest';
import { OperatorWorld, operatorOrigin } from '../operator/testing/operator-world.js';
import { Claims } from '../platform/event-log/claims.js';
import { KeyedHash } from '../platform/keys/keyed-hash.js';
import { KeyVault } from '../platform/keys/key-vault.js';
import { type NewAccount, Registrar } from './registrar.js';

const anna: NewAccount = { email: 'anna@x.example', name: 'Anna', organizationId: null, language: null, roles: [], first: { invitationSeconds: 60 } };

describe('the registrar', () => {
  it('completes an account whose address was claimed before a crash, under the id of the claim', async () => {
    const world = await OperatorWorld.open();
    const hash = world.get(KeyedHash).email(anna.email);
    await world.get(Claims).claimEmail(hash, 'claimed-id', world.clock.now(), operatorOrigin());
    expect(await world.get(Registrar).register(operatorOrigin(), anna)).toMatchObject({ accountId: 'claimed-id' });
    expect(await world.types('account-claimed-id')).toEqual(['AccountRegistered', 'InvitationIssued']);
    await expect(world.get(Registrar).register(operatorOrigin(), anna)).rejects.toMatchObject({ code: 'account.emailTaken' });
  });

  it('makes one account when many ask at once', async () => {
    const world = await OperatorWorld.open();
    const answers = await Promise.allSettled(Array.from({ length: 8 }, () => world.get(Registrar).register(operatorOrigin(), anna)));
    expect(answers.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    const accounts = new Set((await world.store.readAll()).flatMap(({ stream }) => (stream.startsWith('account-') ? [stream] : [])));
    expect(accounts.size).toBe(1);
  });

  it('never makes a new key for a person who was erased', async () => {
    const world = await OperatorWorld.open();
    const { accountId } = await world.get(Registrar).register(operatorOrigin(), anna);
    await world.get(KeyVault).destroy(accountId);
    await expect(world.get(Registrar).register(operatorOrigin(), anna)).rejects.toMatchObject({ code: 'account.emailTaken' });
    expect(await world.get(KeyVault).get(accountId)).toBeUndefined();
  });

  it('keeps address and name sealed, and the address out of the names of streams', async () => {
    const world = await OperatorWorld.open();
    await world.get(Registrar).register(operatorOrigin(), { ...anna, name: 'Anna Brandt' });
    const log = JSON.stringify(await world.store.readAll());
    expect(log).not.toContain('anna@');
    expect(log).not.toContain('Brandt');
  });
});
