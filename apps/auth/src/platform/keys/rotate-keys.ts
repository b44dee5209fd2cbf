import type { EventStore } from '#event-store/event-store.js';
import { SealBrokenError } from './data-key.js';
import { KEY_STREAMS, type KeyVault, masterKeyOf } from './key-vault.js';
import type { Keyring } from './keyring.js';

/** What became of the data keys, each wrapped by one master key. */
export interface Rotation {
  /** The first of MASTER_KEYS: it wraps everything that is not named in `remaining`. */
  readonly masterKeyId: string;
  readonly rewrapped: number;
  /** What could not be wrapped anew. */
  readonly remaining: readonly Remaining[];
  /** The other master keys that wrap nothing any more. */
  readonly unused: readonly string[];
}

/** Data keys that are still wrapped by another master key, because it is not in MASTER_KEYS or is not the one it was. */
export interface Remaining {
  readonly masterKeyId: string;
  readonly keys: number;
  /** Whose, the first few: ids of accounts or organizations. */
  readonly owners: readonly string[];
}

const EXAMPLES = 5;
/** Keys at work at a time: the appends of the embedded store share their commits, and nobody else waits long. */
const ABREAST = 16;

/**
 * Wraps every data key by the first master key. It may run beside the service, end at any point and be run again: what is done is
 * seen in the log and not done twice.
 *
 * @param onProgress called after every thousand keys
 */
export async function rotateKeys(store: EventStore, vault: KeyVault, { masterKeys }: Keyring, onProgress: (rewrapped: number) => void = () => {}): Promise<Rotation> {
  const current = masterKeys.current.id;
  const remaining = new Map<string, Set<string>>();
  let rewrapped = 0;

  const rotate = async (ownerId: string): Promise<void> => {
    try {
      if ((await vault.rewrap(ownerId)) !== 'rewrapped') return;
      rewrapped += 1;
      if (rewrapped % 1_000 === 0) onProgress(rewrapped);
    } catch (error) {
      if (!(error instanceof SealBrokenError)) throw error;
      const masterKeyId = (await vault.wrappedBy(ownerId)) ?? '';
      remaining.set(masterKeyId, (remaining.get(masterKeyId) ?? new Set()).add(ownerId));
    }
  };

  const underWay = new Set<Promise<void>>();
  for await (const ownerId of wrappedByOthers(store, current)) {
    const work = rotate(ownerId).finally(() => underWay.delete(work));
    underWay.add(work);
    if (underWay.size >= ABREAST) await Promise.race(underWay);
  }
  await Promise.all(underWay);
  return {
    masterKeyId: current,
    rewrapped,
    remaining: [...remaining].map(([masterKeyId, owners]) => ({ masterKeyId, keys: owners.size, owners: [...owners].slice(0, EXAMPLES) })),
    unused: masterKeys.all().flatMap(({ id }) => (id === current || remaining.has(id) ? [] : [id])),
  };
}

/**
 * Who has, or had, a key wrapped by another than the current one. What is written meanwhile comes too, so a key that another
 * instance makes while this runs is not forgotten.
 */
async function* wrappedByOthers(store: EventStore, current: string): AsyncGenerator<string> {
  const end = new AbortController();
  for await (const message of store.subscribe({ filter: { streamPrefixes: [KEY_STREAMS] }, signal: end.signal })) {
    if (message.kind === 'caughtUp') return end.abort();
    if (message.kind !== 'event') continue;
    const masterKeyId = masterKeyOf(message.event);
    if (masterKeyId !== undefined && masterKeyId !== current) yield message.event.stream.slice(KEY_STREAMS.length);
  }
}
