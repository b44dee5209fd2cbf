import { randomBytes, randomUUID, type KeyObject } from 'node:crypto';
import type { EventStore } from '../../libs/event-store/src/index.js';
import type { Config } from '../../apps/auth/src/config.js';
import { operator, SeededLog, withNewLog, type Happened } from './seeded-log.js';
import { coseKey, recoveryCode, setUpEvents, type SeededAccount, type SetUpFacts } from './set-up-events.js';

export { otherDeviceOf, recoveryCode, totpSecret, type SeededAccount } from './set-up-events.js';

export const password = 'walking under seven bridges';

export interface SeededPeople {
  readonly accounts: readonly SeededAccount[];
}

export interface Seed extends SeededPeople {
  readonly directory: string;
}

/** Where people are written, and with which keys. */
export interface SeedTarget {
  readonly store: EventStore;
  readonly config: Config;
  /** Of the people's passkeys. */
  readonly publicKey: KeyObject;
}

export interface SeedOptions {
  /** They have a password and nothing more. */
  readonly passwordOnly?: boolean;
  /** They belong to no organization, so that nothing more is asked of them. */
  readonly free?: boolean;
  /** People written at a time: many for a store in this process, few for one behind a connection. */
  readonly atOnce?: number;
}

/**
 * A log in a folder, as if so many people of one clinic had set everything up a while ago.
 *
 * @param env the hashing parameters of the service that will run on it
 */
export async function seed(directory: string, people: number, env: Readonly<Record<string, string>>, publicKey: KeyObject): Promise<Seed> {
  const seeded = await withNewLog(directory, env, (target) => seedInto({ ...target, publicKey }, people));
  return { directory, ...seeded };
}

/**
 * Writes people with password, authenticator app, recovery code and a trusted device. Nobody is told about what is in the log by
 * then.
 */
export async function seedInto({ store, config, publicKey }: SeedTarget, people: number, { passwordOnly = false, free = false, atOnce = 512 }: SeedOptions = {}): Promise<SeededPeople> {
  const log = SeededLog.in(store, config);
  const organizationId = randomUUID();
  const at = new Date(Date.now() - 3_600_000).toISOString();
  await log.organization({ id: organizationId, name: 'Bench Clinic', supportContact: '+1 555 0100', policy: { mfaRequired: true }, at });
  const facts = { hash: log.hash, passwordHash: await log.hashOf(password), recoveryHash: await log.recoveryHashOf(recoveryCode), publicKey: coseKey(publicKey) };
  const accounts: SeededAccount[] = [];
  const lane = async (): Promise<void> => {
    while (accounts.length < people) {
      const index = accounts.length;
      const account = { email: `${free ? 'f' : passwordOnly ? 'n' : 'p'}${index}@bench.example`, deviceId: `device-of-person-${index}`, credentialId: randomBytes(32).toString('base64url'), userHandle: randomBytes(64).toString('base64url') };
      accounts.push(account);
      await write(log, facts, account, { organizationId: free ? null : organizationId, at, passwordOnly });
    }
  };
  await Promise.all(Array.from({ length: atOnce }, lane));
  await log.told();
  return { accounts };
}

interface Registration {
  readonly organizationId: string | null;
  readonly at: string;
  readonly passwordOnly: boolean;
}

async function write(log: SeededLog, facts: SetUpFacts, account: SeededAccount, { organizationId, at, passwordOnly }: Registration): Promise<void> {
  const [accountId, trustedDeviceId] = [randomUUID(), randomUUID()];
  const key = await log.key(accountId);
  const origin = operator();
  const emailHash = log.hash.email(account.email);
  const sealed = (purpose: string, text: string) => key.seal(purpose, text);
  const policy = { mfaRequired: true, because: 'organization', organizationId, policyRevision: 1 } as const;
  const history: Happened[] = [
    { type: 'AccountRegistered' as const, at, accountId, organizationId, email: sealed('email', account.email), emailHash, name: sealed('name', 'Dana Reyes'), userHandle: account.userHandle, language: 'en' },
    { type: 'PasswordSet' as const, at, verifier: sealed('passwordVerifier', facts.passwordHash) },
    ...(passwordOnly ? [] : setUpEvents(facts, account, { at, policy, sealed, uuid: randomUUID, trustedDeviceId })),
  ].map((event) => ({ event, origin }));
  await Promise.all([
    log.write('email', emailHash, [{ event: { type: 'EmailClaimed', at, accountId }, origin }], key),
    !passwordOnly && log.write('passkey', log.hash.credential(account.credentialId), [{ event: { type: 'PasskeyClaimed', at, accountId, deviceId: trustedDeviceId }, origin }], key),
    log.write('account', accountId, history, key),
  ]);
}
