import { CommandBus } from '@nestjs/cqrs';
import { describe, expect, it } from 'vitest';
import { OperatorWorld, temporaryDataDir } from '../operator/testing/operator-world.js';
import { Accounts, Organizations } from '../platform/event-log/aggregates.js';
import { Claims } from '../platform/event-log/claims.js';
import { KeyedHash } from '../platform/keys/keyed-hash.js';
import { KeyVault } from '../platform/keys/key-vault.js';
import { PasswordHasher } from '../platform/passwords/password-hasher.js';
import { type DemonstrationAccount, prepareDemonstration, printDemonstration } from './index.js';

const prepare = (world: OperatorWorld, production = false): Promise<readonly DemonstrationAccount[] | undefined> =>
  prepareDemonstration(world.app, { production, dataDir: world.config.dataDir });

function print(world: OperatorWorld, accounts: readonly DemonstrationAccount[] | undefined): string {
  let text = '';
  printDemonstration(accounts, { ...world.config, hasMailbox: true }, (part) => (text += part));
  return text;
}

async function stateOf(world: OperatorWorld, email: string) {
  const accountId = (await world.get(Claims).emailHolder(world.get(KeyedHash).email(email)))!;
  return (await world.get(Accounts).load(accountId)).state;
}

const countStreams = async (world: OperatorWorld, prefix: string): Promise<number> =>
  new Set((await world.store.readAll({ limit: 10_000 })).flatMap(({ stream }) => (stream.startsWith(prefix) ? [stream] : []))).size;

describe('the demonstration', () => {
  it('has somebody of every kind, each with a password that is right', async () => {
    const world = await OperatorWorld.open();
    const accounts = (await prepare(world))!;
    expect(accounts.map(({ roles, organization }) => [organization, ...roles])).toEqual([['Riverside Clinic'], ['Hillside Practice'], [null], [null, 'support'], [null, 'owner']]);
    for (const { email, password, organization } of accounts) {
      expect(password).toMatch(/^([0-9a-hjkmnp-tv-z]{4}-){3}[0-9a-hjkmnp-tv-z]{4}$/);
      const account = await stateOf(world, email);
      expect(account.status).toBe('active');
      const key = (await world.get(KeyVault).get(account.id))!;
      expect(await world.get(PasswordHasher).verify(key.open('passwordVerifier', account.passwordVerifier!), password)).toBe(true);
      const policy = account.organizationId === null ? undefined : (await world.get(Organizations).load(account.organizationId)).state.policy;
      expect(policy?.mfaRequired).toBe(organization === null ? undefined : organization === 'Riverside Clinic');
    }
    expect(new Set(accounts.map(({ password }) => password)).size).toBe(5);
  });

  it('shows its passwords once, and finds everything as it was', async () => {
    const dataDir = temporaryDataDir();
    const first = await OperatorWorld.open(dataDir);
    const accounts = (await prepare(first))!;
    const shown = print(first, accounts);
    expect(shown).toContain('https://sign-in.example/dev/mailbox');
    for (const { email, password } of accounts) expect(shown).toMatch(new RegExp(`${email}.*${password}`));
    const events = (await first.store.readAll()).length;
    await first.close();
    const second = await OperatorWorld.open(dataDir);
    expect(await prepare(second)).toBeUndefined();
    expect(await second.store.readAll()).toHaveLength(events);
    const again = print(second, undefined);
    expect(again).toContain('https://sign-in.example/api');
    expect(again).not.toContain('@');
  });

  it.each([1, 2, 3, 4, 5, 6, 7])('is completed after it was killed at step %i, and has nobody twice', async (step) => {
    const dataDir = temporaryDataDir();
    const first = await OperatorWorld.open(dataDir);
    const bus = first.get(CommandBus);
    const execute = bus.execute.bind(bus);
    let steps = 0;
    bus.execute = ((command: never) => {
      steps += 1;
      return steps < step ? execute(command) : Promise.reject(new Error('killed'));
    });
    await expect(prepare(first)).rejects.toThrow('killed');
    await first.close();

    const second = await OperatorWorld.open(dataDir);
    const accounts = (await prepare(second))!;
    expect(await countStreams(second, 'account-')).toBe(5);
    expect(await countStreams(second, 'organization-')).toBe(2);
    const { email, password } = accounts[0]!;
    const account = await stateOf(second, email);
    const key = (await second.get(KeyVault).get(account.id))!;
    expect(await second.get(PasswordHasher).verify(key.open('passwordVerifier', account.passwordVerifier!), password)).toBe(true);
    print(second, accounts);
    expect(await prepare(second)).toBeUndefined();
  });

  it('is not for production, nor for a store that somebody uses', async () => {
    const world = await OperatorWorld.open();
    expect(await prepare(world, true)).toBeUndefined();
    await world.run('organization.register', { name: 'Bayside', supportContact: null, mfaRequired: false });
    expect(await prepare(world)).toBeUndefined();
    expect(await countStreams(world, 'account-')).toBe(0);
  });
});
