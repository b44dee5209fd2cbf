import { createSecretKey, hkdfSync, type KeyObject } from 'node:crypto';

/** A key and the name it is called by in what it protects. */
export interface NamedSecret {
  readonly id: string;
  /** 32 bytes. */
  readonly key: Uint8Array;
}

export interface NamedKey {
  readonly id: string;
  readonly key: KeyObject;
}

export interface KeyringSecrets {
  /** Wrap the data keys. The first is used for new ones; the others still open. */
  readonly masterKeys: readonly NamedSecret[];
  /** Mixed into passwords before hashing. The first is used for new hashes; the others still verify. */
  readonly peppers: readonly NamedSecret[];
  /** Under keyed hashes and derived values. It cannot change: the ids of streams come from it. */
  readonly indexKey: Uint8Array;
}

/** A list of keys of which the first is the current one. */
export class KeySet {
  readonly current: NamedKey;
  private readonly byId: ReadonlyMap<string, NamedKey>;

  constructor(secrets: readonly NamedSecret[]) {
    const keys = secrets.map(({ id, key }) => ({ id, key: createSecretKey(key) }));
    const [current] = keys;
    if (current === undefined) throw new Error('a key set needs at least one key');
    this.current = current;
    this.byId = new Map(keys.map((key) => [key.id, key]));
  }

  get(id: string): NamedKey | undefined {
    return this.byId.get(id);
  }

  all(): readonly NamedKey[] {
    return [...this.byId.values()];
  }
}

/** The keys that live outside the store. Read with `loadKeyring`. */
export class Keyring {
  readonly masterKeys: KeySet;
  readonly peppers: KeySet;
  private readonly indexKey: KeyObject;

  constructor(secrets: KeyringSecrets) {
    this.masterKeys = new KeySet(secrets.masterKeys);
    this.peppers = new KeySet(secrets.peppers);
    this.indexKey = createSecretKey(secrets.indexKey);
  }

  /**
   * A key for one purpose, from the one secret that never changes (INDEX_KEY). One label, one purpose: what is known of
   * one sub-key says nothing about another (HKDF, RFC 5869).
   */
  subKey(label: string): KeyObject {
    return deriveKey(this.indexKey, label);
  }
}

/** HKDF-SHA-256 to 32 bytes. */
export function deriveKey(key: KeyObject, label: string): KeyObject {
  return createSecretKey(Buffer.from(hkdfSync('sha256', key, Buffer.alloc(0), `vestibule/${label}`, 32)));
}
