import { createCipheriv, createDecipheriv, createSecretKey } from 'node:crypto';
import { addSeconds } from '#domain/kernel/instant.js';
import { type EventStore, type Json, type RecordedEvent, WrongExpectedVersionError } from '#event-store/event-store.js';
import { BoundedMap } from '../bounded-map.js';
import type { Clock } from '../clock.js';
import type { Random } from '../random.js';
import { DataKey, SealBrokenError } from './data-key.js';
import type { Keyring } from './keyring.js';

export { DataKey, SealBrokenError } from './data-key.js';

/**
 * One data key per account or organization, wrapped by the master key, in the stream `key-<owner id>`. It is the only
 * stream that is ever deleted: erasing a person is {@link KeyVault.destroy}.
 */
export class KeyVault {
  private readonly cache: BoundedMap<string, { readonly key: DataKey; readonly until: string }>;
  /** Erased while this process runs. */
  private readonly forgotten = new Set<string>();

  constructor(
    private readonly store: EventStore,
    private readonly keyring: Keyring,
    private readonly random: Random,
    private readonly clock: Clock,
    private readonly options: { readonly cacheSize: number; readonly cacheSeconds: number } = { cacheSize: 10_000, cacheSeconds: 60 },
  ) {
    this.cache = new BoundedMap(options.cacheSize);
  }

  /**
   * The owner's key, made if there is none. Two that make it at once get the same key: the second append loses and reads
   * what the first one wrote.
   */
  async ensure(ownerId: string, metadata: Json = {}): Promise<DataKey> {
    const existing = await this.get(ownerId);
    if (existing !== undefined) return existing;
    if (this.forgotten.has(ownerId)) throw new SealBrokenError(`the data key of ${ownerId} was destroyed`);
    const data = this.wrap(ownerId, this.random.bytes(32));
    try {
      await this.store.append(streamOf(ownerId), [{ id: this.random.uuid(), type: CREATED, data, metadata }], 'noStream');
    } catch (error) {
      if (!(error instanceof WrongExpectedVersionError)) throw error;
    }
    const written = await this.get(ownerId);
    if (written === undefined) throw new SealBrokenError(`the data key of ${ownerId} was destroyed while it was made`);
    return written;
  }

  /**
   * The owner's key; `undefined` when there is none or it was destroyed. Another instance's `destroy` is noticed after
   * `cacheSeconds` at the latest, or when this one is told to {@link KeyVault.forget}.
   *
   * @throws SealBrokenError the key is wrapped by a master key that this service does not have
   */
  async get(ownerId: string): Promise<DataKey | undefined> {
    if (this.forgotten.has(ownerId)) return undefined;
    const cached = this.cache.get(ownerId);
    const now = this.clock.now();
    if (cached !== undefined && now < cached.until) return cached.key;
    this.cache.delete(ownerId);
    const newest = await this.newest(ownerId);
    if (newest === undefined) return undefined;
    const key = new DataKey(ownerId, createSecretKey(this.unwrap(ownerId, newest.type, newest.data)));
    this.cache.set(ownerId, { key, until: addSeconds(now, this.options.cacheSeconds) });
    return key;
  }

  /** The owner is being erased: from now on this process has no key for them, whoever deletes it and when. */
  forget(ownerId: string): void {
    this.forgotten.add(ownerId);
    this.cache.delete(ownerId);
  }

  /**
   * Erases the owner for good: nothing sealed with the key opens again. Without a key it does nothing.
   *
   * The mark comes first: a {@link rewrap} that read the key before it expects a revision that is not there any more, and so
   * cannot bring the stream back to life.
   */
  async destroy(ownerId: string): Promise<void> {
    this.forget(ownerId);
    if ((await this.store.read(streamOf(ownerId), { direction: 'backwards', limit: 1 })) === undefined) return;
    try {
      await this.store.append(streamOf(ownerId), [{ id: this.random.uuid(), type: DESTROYED, data: {}, metadata: {} }], 'streamExists');
      await this.store.delete(streamOf(ownerId), 'streamExists');
    } catch (error) {
      if (!(error instanceof WrongExpectedVersionError)) throw error;
    }
  }

  /**
   * Wraps the owner's key by the first master key. The key itself stays, and so does everything sealed with it; the older
   * wrapping is not kept.
   *
   * @returns `current` when it is wrapped so already, `gone` when there is none
   * @throws SealBrokenError it is wrapped by a master key that this service does not have
   */
  async rewrap(ownerId: string): Promise<'rewrapped' | 'current' | 'gone'> {
    const stream = streamOf(ownerId);
    for (;;) {
      const newest = await this.newest(ownerId);
      if (newest === undefined) return 'gone';
      if (readWrapped(newest.type, newest.data).masterKeyId === this.keyring.masterKeys.current.id) {
        // A rotation that ended in between may have left the older wrapping there.
        if (newest.revision > 0) await this.store.setMaxCount(stream, 1);
        return 'current';
      }
      const data = this.wrap(ownerId, this.unwrap(ownerId, newest.type, newest.data));
      try {
        await this.store.append(stream, [{ id: this.random.uuid(), type: REWRAPPED, data, metadata: newest.metadata }], newest.revision);
        await this.store.setMaxCount(stream, 1);
        return 'rewrapped';
      } catch (error) {
        // Another rotation was faster, or the owner was erased.
        if (!(error instanceof WrongExpectedVersionError)) throw error;
      }
    }
  }

  /** The id of the master key that wraps the owner's key; `undefined` when there is none. */
  async wrappedBy(ownerId: string): Promise<string | undefined> {
    const newest = await this.newest(ownerId);
    return newest && readWrapped(newest.type, newest.data).masterKeyId;
  }

  private async newest(ownerId: string): Promise<RecordedEvent | undefined> {
    const [newest] = (await this.store.read(streamOf(ownerId), { direction: 'backwards', from: 'end', limit: 1 })) ?? [];
    return newest?.type === DESTROYED ? undefined : newest;
  }

  private wrap(ownerId: string, key: Uint8Array): WrappedKey {
    const master = this.keyring.masterKeys.current;
    const nonce = this.random.bytes(12);
    const cipher = createCipheriv('aes-256-gcm', master.key, nonce);
    cipher.setAAD(aad(ownerId, master.id));
    const wrapped = Buffer.concat([nonce, cipher.update(key), cipher.final(), cipher.getAuthTag()]);
    return { masterKeyId: master.id, wrapped: `v1.${wrapped.toString('base64url')}` };
  }

  private unwrap(ownerId: string, type: string, data: Json): Buffer {
    const { masterKeyId, wrapped } = readWrapped(type, data);
    const master = this.keyring.masterKeys.get(masterKeyId);
    if (master === undefined) throw new SealBrokenError(`MASTER_KEYS has no key "${masterKeyId}", which wraps ${ownerId}`);
    const bytes = Buffer.from(wrapped.slice(3), 'base64url');
    try {
      const decipher = createDecipheriv('aes-256-gcm', master.key, bytes.subarray(0, 12), { authTagLength: 16 });
      decipher.setAAD(aad(ownerId, masterKeyId));
      decipher.setAuthTag(bytes.subarray(-16));
      return Buffer.concat([decipher.update(bytes.subarray(12, -16)), decipher.final()]);
    } catch (cause) {
      throw new SealBrokenError(`the data key of ${ownerId} does not open with master key "${masterKeyId}"`, { cause });
    }
  }
}

const CREATED = 'DataKeyCreated';
/** The same key, wrapped by another master key. */
const REWRAPPED = 'DataKeyRewrapped';
/** The stream is about to be deleted. */
const DESTROYED = 'DataKeyDestroyed';

/** Where the keys are. */
export const KEY_STREAMS = 'key-';

/** The id of the master key that an event of such a stream names; `undefined` when it holds no key. */
export const masterKeyOf = ({ data }: RecordedEvent): string | undefined => {
  const { masterKeyId } = (data ?? {}) as { readonly masterKeyId?: Json };
  return typeof masterKeyId === 'string' ? masterKeyId : undefined;
};

type WrappedKey = { readonly masterKeyId: string; readonly wrapped: string };

const streamOf = (ownerId: string): string => `${KEY_STREAMS}${ownerId}`;

const aad = (ownerId: string, masterKeyId: string): Buffer => Buffer.from(JSON.stringify(['data-key', ownerId, masterKeyId]));

function readWrapped(type: string, data: Json): WrappedKey {
  const { masterKeyId, wrapped } = (data ?? {}) as Partial<Record<keyof WrappedKey, Json>>;
  if ((type !== CREATED && type !== REWRAPPED) || typeof masterKeyId !== 'string' || typeof wrapped !== 'string' || !wrapped.startsWith('v1.')) {
    throw new SealBrokenError(`not a data key this version can read: ${type}`);
  }
  return { masterKeyId, wrapped };
}
