import { randomBytes, randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { EventStoreDbEventStore } from '#event-store/eventstoredb/eventstoredb-event-store.js';
import { Keyring } from '../../apps/auth/src/platform/keys/keyring.js';
import { KeyVault } from '../../apps/auth/src/platform/keys/key-vault.js';
import { rotateKeys } from '../../apps/auth/src/platform/keys/rotate-keys.js';
import { SystemRandom } from '../../apps/auth/src/platform/random.js';
import { FixedClock } from '../../apps/auth/src/platform/testing/fixed-clock.js';
import { startStandIn, type StandIn } from '../support/eventstoredb/stand-in.js';
import { RunningWorld, type EnrolledProvider, type Provider } from '../support/running-world.js';
import { sharedKeys } from '../support/shared-keys.js';

const key = (): string => randomBytes(32).toString('base64');
const old = `m1:${key()}`;
const fresh = `m2:${key()}`;
const oldPepper = `p1:${key()}`;
const freshPepper = `p2:${key()}`;
const people = 300;

interface Rotation {
  readonly masterKeyId: string;
  readonly rewrapped: number;
  readonly unused: readonly string[];
}

describe('a service whose master key and pepper are exchanged', () => {
  const dataDir = mkdtempSync(join(tmpdir(), 'vestibule-rotate-'));
  const keys = sharedKeys();
  const open = (MASTER_KEYS: string, PEPPERS: string): Promise<RunningWorld> => RunningWorld.open({ dataDir, env: { ...keys, MASTER_KEYS, PEPPERS } });
  let world: RunningWorld;
  let person: Provider;
  let enrolled: EnrolledProvider;
  let nextRecoveryCode: string;
  beforeAll(async () => {
    world = await open(old, oldPepper);
    person = await world.withPassword(null);
    enrolled = await world.enrolled(await world.registerOrganization('Riverside Clinic', { mfaRequired: true }));
    const file = join(dataDir, 'people.csv');
    writeFileSync(file, `email,name\n${Array.from({ length: people }, (_, index) => `p${index}@x.example,P ${index}\n`).join('')}`);
    await world.cli.json('account', 'invite-csv', file);
    await world.close();
  });
  afterAll(async () => {
    await world.close();
    rmSync(dataDir, { recursive: true, force: true });
  });

  const signIn = async (): Promise<void> => {
    const client = world.client();
    await client.begin({ email: person.email });
    await client.password(person.password);
    expect(client.next('done').session.acr).toBe('aal1');
  };

  /** @returns the one that takes its place */
  const recover = async (code: string): Promise<string> => {
    const client = world.client();
    await client.begin({ email: enrolled.email });
    await client.password(enrolled.password);
    await client.challenge('recovery-code');
    await client.answer({ code });
    return client.next('store-recovery-code').recoveryCode ?? '';
  };

  it('signs people in all the while, and needs the old key no more', async () => {
    world = await open(`${fresh},${old}`, `${freshPepper},${oldPepper},p0:${key()}`);
    const end = new AbortController();
    let signedIn = 0;
    // A sign-in that fails rejects, and with it the whole test.
    const load = Promise.all(
      [0, 1].map(async () => {
        while (!end.signal.aborted) {
          await signIn();
          signedIn += 1;
        }
      }),
    );
    const rotation = await Promise.race([world.cli.json<Rotation>('rotate-keys'), load.then(() => undefined)]);
    end.abort();
    await load;
    expect(rotation).toMatchObject({ masterKeyId: 'm2', unused: ['m1'] });
    expect(rotation?.rewrapped).toBeGreaterThan(people);
    expect(signedIn).toBeGreaterThan(0);

    const again = await world.cli.run('rotate-keys');
    expect(again).toMatchObject({ code: 0, stdout: expect.stringMatching(/^0 data keys were wrapped by m2\.\nNo data key needs m1 any more\. Take it out .* 15 minutes/) as string });
    // Hashes the password with the new pepper, and the recovery code that takes the place of this one.
    nextRecoveryCode = await recover(enrolled.recoveryCode);
    const { peppers } = await world.cli.json<{ peppers: readonly unknown[] }>('peppers');
    expect(peppers).toEqual([
      { pepperId: 'p2', given: true, passwords: 2, recoveryCodes: 1 },
      // The people of the demonstration, who did not sign in.
      { pepperId: 'p1', given: true, passwords: 5, recoveryCodes: 0 },
      { pepperId: 'p0', given: true, passwords: 0, recoveryCodes: 0 },
    ]);
    await expect(world.cli.run('peppers')).resolves.toMatchObject({ code: 0, stdout: expect.stringContaining('Nothing needs p0 any more.') as string });
    await world.close();
  });

  it('goes on without the old ones: passwords, second factors and the history', async () => {
    world = await open(fresh, freshPepper);
    await signIn();
    await recover(nextRecoveryCode);
    expect(await world.cli.eventTypes(enrolled.email)).toContain('ChallengePassed');
    await world.close();
  });

  it('counts what needs a pepper that was taken out too early', async () => {
    world = await open(`${fresh},${old}`, oldPepper);
    const { code, stdout } = await world.cli.run('peppers');
    expect(code).toBe(0);
    expect(stdout).toMatch(/p1 .*yes .*5 .*0[^]*p2 .*NO .*2 .*1[^]*Put p2 back into PEPPERS/);
    await world.close();
  });

  it('names the key that it misses when the wrong one was taken out', async () => {
    world = await open(old, freshPepper);
    const { code, stderr } = await world.cli.run('rotate-keys');
    expect(code).toBe(1);
    expect(stderr).toMatch(/m2 still wraps \d+ data keys \(of .*\) and is not in MASTER_KEYS/);
  });
});

describe('a rotation on EventStoreDB', () => {
  let standIn: StandIn;
  let store: EventStoreDbEventStore;
  beforeAll(async () => {
    standIn = await startStandIn();
    store = new EventStoreDbEventStore({ connectionString: standIn.connectionString, production: true });
  });
  afterAll(async () => {
    await store.close();
    await standIn.stop();
  });

  const secret = (byte: number): Buffer => Buffer.alloc(32, byte);
  const keyring = (...masterKeys: readonly { id: string; key: Buffer }[]): Keyring => new Keyring({ masterKeys, peppers: [{ id: 'p1', key: secret(7) }], indexKey: secret(8) });
  const vault = (ring: Keyring): KeyVault => new KeyVault(store, ring, new SystemRandom(), new FixedClock());

  it('brings nobody back who is erased while it runs', async () => {
    const before = keyring({ id: 'm1', key: secret(1) });
    const after = keyring({ id: 'm2', key: secret(2) }, { id: 'm1', key: secret(1) });
    const [stays, goes] = [randomUUID(), randomUUID()] as const;
    const text = (await vault(before).ensure(stays)).seal('email', 'dana');
    await vault(before).ensure(goes);

    // Between the look at the key and the append that wraps it anew: here a number is accepted on a stream that was deleted at it.
    const racing = vault(after);
    const append = store.append.bind(store);
    store.append = async (stream, ...rest) => {
      if (stream === `key-${goes}` && rest[0][0]?.type === 'DataKeyRewrapped') await vault(before).destroy(goes);
      return append(stream, ...rest);
    };
    expect(await rotateKeys(store, racing, after)).toEqual({ masterKeyId: 'm2', rewrapped: 1, remaining: [], unused: ['m1'] });
    store.append = append;
    expect(await vault(after).get(goes)).toBeUndefined();
    expect(await store.read(`key-${goes}`)).toBeUndefined();
    expect((await vault(keyring({ id: 'm2', key: secret(2) })).get(stays))?.open('email', text)).toBe('dana');
    expect(await store.read(`key-${stays}`)).toHaveLength(1);
    expect(await rotateKeys(store, racing, after)).toMatchObject({ rewrapped: 0 });
  });
});
