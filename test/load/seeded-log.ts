import { randomUUID } from 'node:crypto';
import { accountCodec } from '../../libs/domain/src/account/codec.js';
import type { AccountEvent } from '../../libs/domain/src/account/events.js';
import { claimCodec } from '../../libs/domain/src/claims/codec.js';
import type { ClaimEvent } from '../../libs/domain/src/claims/events.js';
import { mailCodec } from '../../libs/domain/src/mail/codec.js';
import type { MailEvent } from '../../libs/domain/src/mail/events.js';
import type { MfaPolicy } from '../../libs/domain/src/organization/events.js';
import { sessionCodec } from '../../libs/domain/src/session/codec.js';
import type { SessionEvent } from '../../libs/domain/src/session/events.js';
import { staffCodec } from '../../libs/domain/src/staff/codec.js';
import type { StaffEvent } from '../../libs/domain/src/staff/events.js';
import { SqliteEventStore, type EventStore, type Json, type NewEvent } from '../../libs/event-store/src/index.js';
import { RecoveryCodes } from '../../apps/auth/src/authenticators/recovery-codes/recovery-codes.js';
import { type Config, loadConfig } from '../../apps/auth/src/config.js';
import { SystemClock } from '../../apps/auth/src/platform/clock.js';
import { Organizations } from '../../apps/auth/src/platform/event-log/aggregates.js';
import type { Envelope, Origin } from '../../apps/auth/src/platform/event-log/envelope.js';
import { sealEnvelope } from '../../apps/auth/src/platform/event-log/seal-envelope.js';
import { KeyedHash } from '../../apps/auth/src/platform/keys/keyed-hash.js';
import { KeyVault, type DataKey } from '../../apps/auth/src/platform/keys/key-vault.js';
import { loadKeyring } from '../../apps/auth/src/platform/keys/load-keyring.js';
import { PasswordHasher } from '../../apps/auth/src/platform/passwords/password-hasher.js';
import { Checkpoint } from '../../apps/auth/src/platform/reactions/checkpoint.js';
import { SystemRandom } from '../../apps/auth/src/platform/random.js';

export type SeededEvent = AccountEvent | SessionEvent | MailEvent | StaffEvent | ClaimEvent;

/** An event with who did it, from where and why. */
export interface Happened {
  readonly event: SeededEvent;
  readonly origin: Origin;
}

export interface NewOrganization {
  readonly id: string;
  readonly name: string;
  readonly supportContact: string;
  readonly policy: Partial<MfaPolicy>;
  readonly at: string;
}

const codecs = { account: accountCodec, session: sessionCodec, mail: mailCodec, staff: staffCodec, email: claimCodec, passkey: claimCodec };
type Kind = keyof typeof codecs;

/** So many events go into one append. */
const MOST = 1_000;

/** A log that is filled through the event store, with the service's own codecs and keys, without the decisions. */
export class SeededLog {
  /** Written so far; keys do not count. */
  events = 0;
  readonly #sealed = new WeakMap<Origin, Envelope>();

  private constructor(
    readonly hash: KeyedHash,
    private readonly store: EventStore,
    private readonly vault: KeyVault,
    private readonly organizations: Organizations,
    private readonly hasher: PasswordHasher,
  ) {}

  /** @param config of the service that will run on it: its keys, and how it hashes */
  static in(store: EventStore, config: Config): SeededLog {
    const keyring = loadKeyring(config.secrets, config);
    const vault = new KeyVault(store, keyring, new SystemRandom(), new SystemClock(), { cacheSize: 4_000, cacheSeconds: 600 });
    const organizations = new Organizations(store, vault, { sessionSeconds: 86_400, sessionIdleSeconds: 3_600 });
    return new SeededLog(new KeyedHash(keyring), store, vault, organizations, new PasswordHasher(keyring.peppers, config.hashing));
  }

  hashOf(password: string): Promise<string> {
    return this.hasher.hash(password);
  }

  recoveryHashOf(code: string): Promise<string> {
    return new RecoveryCodes(this.hasher).verifier(code);
  }

  key(ownerId: string): Promise<DataKey> {
    return this.vault.ensure(ownerId);
  }

  async organization({ id, name, supportContact, policy, at }: NewOrganization): Promise<void> {
    await this.vault.ensure(id);
    await this.organizations.decideAndAppend(id, { type: 'RegisterOrganization', now: at, data: { organizationId: id, name, supportContact } }, operator());
    await this.organizations.decideAndAppend(id, { type: 'ChangePolicy', now: at, data: { change: policy, reason: 'decided' } }, operator());
    this.events += 2;
  }

  /** A new stream. @param key of whom it is about: what is personal in the envelopes is sealed with it */
  async write(kind: Kind, id: string, history: readonly Happened[], key: DataKey): Promise<void> {
    for (let from = 0; from < history.length; from += MOST) {
      const part = history.slice(from, from + MOST).map((happened) => this.encoded(kind, happened, key));
      await this.store.append(`${kind}-${id}`, part, from === 0 ? 'noStream' : from - 1);
    }
    this.events += history.length;
  }

  /** As if everybody had been told about everything. */
  async told(): Promise<void> {
    const [newest] = await this.store.readAll({ direction: 'backwards', from: 'end', limit: 1 });
    await new Checkpoint(this.store, 'mail').save(newest?.position);
  }

  private encoded(kind: Kind, { event, origin }: Happened, key: DataKey): NewEvent {
    // What one request did has one envelope.
    const envelope = this.#sealed.get(origin) ?? sealEnvelope(origin, key);
    this.#sealed.set(origin, envelope);
    // A stream holds its own kind of events.
    const { type, data } = codecs[kind].encode(event as never);
    return { id: randomUUID(), type, data: data as unknown as Json, metadata: envelope as unknown as Json };
  }
}

/**
 * A new log in an empty folder.
 *
 * @param env the hashing parameters of the service that will run on it
 */
export async function withNewLog<Result>(directory: string, env: Readonly<Record<string, string>>, write: (target: { readonly store: EventStore; readonly config: Config }) => Promise<Result>): Promise<Result> {
  const config = loadConfig({ ...env, DATA_DIR: directory, PORT: '3000' });
  // First of all: they are made for a folder without a log only.
  loadKeyring(config.secrets, config);
  const store = await SqliteEventStore.open({ directory });
  try {
    return await write({ store, config });
  } finally {
    await store.close();
  }
}

/** Somebody at the machine. */
export function operator(): Origin {
  const id = randomUUID();
  return { actor: { kind: 'operator', name: 'seed' }, sourceAddress: null, userAgent: null, requestId: id, correlationId: id, commandId: id };
}
