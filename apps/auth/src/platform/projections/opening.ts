import { type DataKey, type KeyVault, SealBrokenError } from '../keys/key-vault.js';
import { envelopeOwner } from '../event-log/envelope-owner.js';
import type { Delivery, Member } from './member.js';
import type { Open } from './projection.js';

/** Reads of the log at a time, when keys are fetched. */
const WIDTH = 64;

/**
 * Opens sealed fields within a transaction. Keys are fetched before it, because that waits for the log and a transaction
 * cannot wait.
 */
export class Opening {
  /** Erased while this process runs: a key that was fetched before, or is in a cache, is not used any more. */
  private readonly forgotten = new Set<string>();

  constructor(private readonly vault: Pick<KeyVault, 'get'>) {}

  forget(ownerId: string): void {
    this.forgotten.add(ownerId);
  }

  /** Fetches the keys that these projections need for these events. @throws EventStoreUnavailableError */
  async prepare(members: readonly Member[], deliveries: readonly Delivery[]): Promise<Open> {
    const owners = [...ownersOf(members, deliveries)];
    const keys = new Map<string, DataKey | SealBrokenError | undefined>();
    for (let at = 0; at < owners.length; at += WIDTH) {
      await Promise.all(owners.slice(at, at + WIDTH).map(async (owner) => keys.set(owner, await this.fetch(owner))));
    }
    // Events of one append carry the same sealed values; opened once, they serve all of them.
    const opened = new Map<string, string>();
    return (ownerId, purpose, sealed) => {
      if (this.forgotten.has(ownerId)) return undefined;
      if (!keys.has(ownerId)) throw new Error('a projection opens only what it announces, and of its own stream');
      const key = keys.get(ownerId);
      if (key instanceof SealBrokenError) throw key;
      if (key === undefined) return undefined;
      const id = `${ownerId}/${purpose}/${sealed}`;
      const text = opened.get(id) ?? key.open(purpose, sealed);
      opened.set(id, text);
      return text;
    };
  }

  /** A key that this service cannot unwrap stops those who need it, and nobody else. */
  private async fetch(ownerId: string): Promise<DataKey | SealBrokenError | undefined> {
    try {
      return await this.vault.get(ownerId);
    } catch (error) {
      if (error instanceof SealBrokenError) return error;
      throw error;
    }
  }
}

function ownersOf(members: readonly Member[], deliveries: readonly Delivery[]): Set<string> {
  const owners = new Set<string>();
  for (const member of members) {
    const { opens = [], opensEnvelopes = false } = member.projection;
    if (opens.length === 0 && !opensEnvelopes) continue;
    const types = new Set<string>(opens);
    for (const { recorded, prefix, name } of deliveries) {
      if (member.position !== undefined && recorded.position <= member.position) continue;
      if (member.sourceOf(prefix) === undefined) continue;
      if (types.has(name)) owners.add(recorded.stream.slice(prefix.length));
      const owner = opensEnvelopes ? envelopeOwner(recorded) : undefined;
      if (owner !== undefined) owners.add(owner);
    }
  }
  return owners;
}
