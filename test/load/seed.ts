import { randomBytes, randomUUID, type KeyObject } from 'node:crypto';
import { accountCodec } from '../../libs/domain/src/account/codec.js';
import type { AccountEvent } from '../../libs/domain/src/account/events.js';
import { claimCodec } from '../../libs/domain/src/claims/codec.js';
import { type EventStore, SqliteEventStore, type Json, type NewEvent } from '../../libs/event-store/src/index.js';
import { RecoveryCodes } from '../../apps/auth/src/authenticators/recovery-codes/recovery-codes.js';
import { type Config, loadConfig } from '../../apps/auth/src/config.js';
import { SystemClock } from '../../apps/auth/src/platform/clock.js';
import { Organizations } from '../../apps/auth/src/platform/event-log/aggregates.js';
import type { Origin } from '../../apps/auth/src/platform/event-log/envelope.js';
import { sealEnvelope } from '../../apps/auth/src/platform/event-log/seal-envelope.js';
import { KeyedHash } from '../../apps/auth/src/platform/keys/keyed-hash.js';
import { KeyVault, type DataKey } from '../../apps/auth/src/platform/keys/key-vault.js';
import { loadKeyring } from '../../apps/auth/src/platform/keys/load-keyring.js';
import { PasswordHasher } from '../../apps/auth/src/platform/passwords/password-hasher.js';
import { Checkpoint } from '../../apps/auth/src/platform/reactions/checkpoint.js';
import { SystemRandom } from '../../apps/auth/src/platform/random.js';
import { encodeCbor, type Cbor } from '../support/cbor.js';

export const password = 'walking under seven bridges';
/** Everybody's: the bench types codes for thousands of people. */
export const totpSecret = 'JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP';

/** Everybody's, too. */
export const recoveryCode = '0123456789ABCDEFGHJKMNPQ';

export interface SeededAccount {
  readonly email: string;
  readonly deviceId: string;
  readonly credentialId: string;
  readonly userHandle: string;
}

/** A device that a person uses too, and does not trust. */
export const otherDeviceOf = ({ deviceId }: SeededAccount): string => `another-${deviceId}`;

export interface SeededPeople {
  readonly accounts: readonly SeededAccount[];
  readonly events: number;
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
  /** Events in the history of the first account. */
  readonly longest?: number;
  /** They have a password and nothing more. */
  readonly passwordOnly?: boolean;
}

/** What is the same for everybody in a seeded log. */
interface Common {
  readonly store: EventStore;
  readonly vault: KeyVault;
  readonly hash: KeyedHash;
  readonly organizationId: string;
  readonly passwordHash: string;
  readonly recoveryHash: string;
  readonly passwordOnly: boolean;
  readonly publicKey: string;
  readonly now: string;
}

/**
 * A log in a folder, as if so many people had set everything up a while ago.
 *
 * @param env the hashing parameters of the service that will run on it
 * @param longest events in the history of the first account
 */
export async function seed(directory: string, people: number, env: Readonly<Record<string, string>>, publicKey: KeyObject, longest = 0): Promise<Seed> {
  const store = await SqliteEventStore.open({ directory });
  const config = loadConfig({ ...env, DATA_DIR: directory, PORT: '3000' });
  const seeded = await seedInto({ store, config, publicKey }, people, { longest });
  await store.close();
  return { directory, ...seeded };
}

/**
 * Writes people with password, authenticator app, recovery code and a trusted device, through the event store and with the
 * service's own codecs and keys, without the decisions. Nobody is told about what is in the log by then.
 */
export async function seedInto({ store, config, publicKey }: SeedTarget, people: number, { longest = 0, passwordOnly = false }: SeedOptions = {}): Promise<SeededPeople> {
  const keyring = loadKeyring(config.secrets, config);
  const vault = new KeyVault(store, keyring, new SystemRandom(), new SystemClock(), { cacheSize: 4_000, cacheSeconds: 600 });
  const organizationId = await organization(store, vault);
  const hasher = new PasswordHasher(keyring.peppers, config.hashing);
  const passwordHash = await hasher.hash(password);
  const recoveryHash = await new RecoveryCodes(hasher).verifier(recoveryCode);
  const now = new Date(Date.now() - 3_600_000).toISOString();
  const common: Common = { store, vault, hash: new KeyedHash(keyring), organizationId, passwordHash, recoveryHash, passwordOnly, publicKey: coseKey(publicKey), now };
  const accounts: SeededAccount[] = [];
  let events = 0;
  const lane = async (): Promise<void> => {
    while (accounts.length < people) {
      const index = accounts.length;
      const account = { email: `${passwordOnly ? 'n' : 'p'}${index}@bench.example`, deviceId: `device-of-person-${index}`, credentialId: randomBytes(32).toString('base64url'), userHandle: randomBytes(64).toString('base64url') };
      accounts.push(account);
      const written = await write(common, account, index === 0 ? longest : 0);
      events += written;
    }
  };
  await Promise.all(Array.from({ length: 512 }, lane));
  const [newest] = await store.readAll({ direction: 'backwards', from: 'end', limit: 1 });
  await new Checkpoint(store, 'mail').save(newest?.position);
  return { accounts, events };
}

async function organization(store: EventStore, vault: KeyVault): Promise<string> {
  const organizationId = randomUUID();
  await vault.ensure(organizationId);
  const organizations = new Organizations(store, vault, { sessionSeconds: 86_400, sessionIdleSeconds: 3_600 });
  const now = new Date().toISOString();
  const register = { type: 'RegisterOrganization', now, data: { organizationId, name: 'Bench Clinic', supportContact: '+1 555 0100' } } as const;
  await organizations.decideAndAppend(organizationId, register, origin());
  const required = { type: 'ChangePolicy', now, data: { change: { mfaRequired: true }, reason: 'decided' } } as const;
  await organizations.decideAndAppend(organizationId, required, origin());
  return organizationId;
}

async function write(common: Common, account: SeededAccount, longest: number): Promise<number> {
  const { store, vault, hash, now } = common;
  const accountId = randomUUID();
  const deviceId = randomUUID();
  const key = await vault.ensure(accountId);
  const metadata = sealEnvelope(origin(), key) as unknown as Json;
  const encoded = ({ type, data }: { type: string; data: unknown }): NewEvent => ({ id: randomUUID(), type, data: data as Json, metadata });
  const history = eventsOf(common, { accountId, deviceId }, account, (purpose, text) => key.seal(purpose, text));
  // One sign-in an hour, the last one before all this.
  const hours = Math.ceil(longest / eventsOfASignIn);
  for (let hour = hours; hour > 0; hour -= 1) history.push(...anotherSignIn(common, new Date(Date.parse(now) - hour * 3_600_000).toISOString()));
  await Promise.all([
    store.append(`email-${hash.email(account.email)}`, [encoded(claimCodec.encode({ type: 'EmailClaimed', at: now, accountId }))], 'noStream'),
    !common.passwordOnly && store.append(`passkey-${hash.credential(account.credentialId)}`, [encoded(claimCodec.encode({ type: 'PasskeyClaimed', at: now, accountId, deviceId }))], 'noStream'),
    (async () => {
      for (let from = 0; from < history.length; from += 1_000) {
        const part = history.slice(from, from + 1_000).map((event) => encoded(accountCodec.encode(event)));
        await store.append(`account-${accountId}`, part, from === 0 ? 'noStream' : from - 1);
      }
    })(),
  ]);
  return history.length + 3;
}

function eventsOf({ hash, now: at, organizationId, passwordHash, recoveryHash, passwordOnly, publicKey }: Common, { accountId, deviceId }: { accountId: string; deviceId: string }, account: SeededAccount, sealed: DataKey['seal']): AccountEvent[] {
  const signInId = randomUUID();
  const factorId = randomUUID();
  const recoveryCodeId = randomUUID();
  const policy = { mfaRequired: true, because: 'organization', organizationId, policyRevision: 1 } as const;
  const deviceHash = hash.device(account.deviceId);
  const expiresAt = at;
  const registered: AccountEvent[] = [
    { type: 'AccountRegistered', at, accountId, organizationId, email: sealed('email', account.email), emailHash: hash.email(account.email), name: sealed('name', 'Dana Reyes'), userHandle: account.userHandle, language: 'en' },
    { type: 'PasswordSet', at, verifier: sealed('passwordVerifier', passwordHash) },
  ];
  if (passwordOnly) return registered;
  return [
    ...registered,
    { type: 'PasswordVerified', at, signInId, expiresAt, network: hash.network('10.0.0.1'), deviceHash, policy },
    { type: 'AuthenticatorEnrolmentStarted', at, factorId, signInId, secret: sealed('totpSecret', totpSecret), expiresAt },
    { type: 'AuthenticatorEnrolled', at, factorId, signInId, step: 1 },
    { type: 'RecoveryCodeIssued', at, recoveryCodeId, signInId, verifier: sealed('recoveryVerifier', recoveryHash), because: 'setUp' },
    { type: 'RecoveryCodeConfirmed', at, recoveryCodeId, signInId },
    { type: 'DeviceTrusted', at, deviceId, signInId, credentialId: account.credentialId, publicKey, counter: 0, aaguid: '00000000-0000-0000-0000-000000000000', transports: ['internal'], backupEligible: false, backedUp: false, userVerified: true, name: sealed('deviceName', 'Laptop'), deviceHash },
    // From another device, which is known from then on: nobody is told about its next sign-in.
    { type: 'SessionStarted', at, sessionId: randomUUID(), signInId: randomUUID(), acr: 'aal2', amr: ['pwd', 'otp', 'mfa'], expiresAt, idleSeconds: 900, tokenHash: 't', deviceHash: hash.device(otherDeviceOf(account)), newDevice: true, policy },
  ];
}

/** What an ordinary sign-in leaves behind. */
const eventsOfASignIn = 6;

function anotherSignIn({ hash, organizationId }: Common, at: string): AccountEvent[] {
  const signInId = randomUUID();
  const sessionId = randomUUID();
  const challengeId = randomUUID();
  const policy = { mfaRequired: true, because: 'organization', organizationId, policyRevision: 1 } as const;
  const factorId = randomUUID();
  return [
    { type: 'PasswordVerified', at, signInId, expiresAt: at, network: hash.network('10.0.0.1'), deviceHash: null, policy },
    { type: 'ChallengeIssued', at, challengeId, signInId, method: 'email-code', factorId: 'email', purpose: 'factor', expiresAt: at },
    { type: 'ChallengeFailed', at, challengeId, signInId, method: 'email-code', factorId: 'email', reason: 'wrongCode', failures: 1, failuresBehindPassword: 1 },
    { type: 'ChallengePassed', at, challengeId, signInId, method: 'email-code', factorId, purpose: 'factor' },
    { type: 'SessionStarted', at, sessionId, signInId, acr: 'aal2', amr: ['pwd', 'otp', 'mfa'], expiresAt: at, idleSeconds: 900, tokenHash: 't', deviceHash: null, newDevice: false, policy },
    { type: 'SessionsVoided', at, exceptSessionId: null, reason: 'byHolder' },
  ];
}

function origin(): Origin {
  const id = randomUUID();
  return { actor: { kind: 'operator', name: 'bench' }, sourceAddress: null, userAgent: null, requestId: id, correlationId: id, commandId: id };
}

/** COSE_Key of ES256 (RFC 9053 §2.1, §7.1.1), base64url. */
function coseKey(publicKey: KeyObject): string {
  const { x = '', y = '' } = publicKey.export({ format: 'jwk' });
  const members: [number, Cbor][] = [[1, 2], [3, -7], [-1, 1], [-2, Buffer.from(x, 'base64url')], [-3, Buffer.from(y, 'base64url')]];
  return Buffer.from(encodeCbor(new Map(members))).toString('base64url');
}
