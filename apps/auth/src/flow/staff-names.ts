import type { Accounts } from '../platform/event-log/aggregates.js';
import type { Actor } from '../platform/event-log/envelope.js';
import { type KeyVault, SealBrokenError } from '../platform/keys/key-vault.js';

/** Who did something, for a page. */
export interface NamedActor {
  readonly kind: Actor['kind'];
  /** Of the account. */
  readonly id: string | null;
  readonly name: string;
}

/** Names whoever acted; an erased person is named by the account's id. */
export class StaffNames {
  constructor(
    private readonly accounts: Accounts,
    private readonly vault: KeyVault,
  ) {}

  async of(actor: Actor): Promise<NamedActor> {
    switch (actor.kind) {
      case 'account':
        return { kind: 'account', id: actor.accountId, name: await this.nameOf(actor.accountId) };
      case 'anonymous':
        return { kind: 'anonymous', id: null, name: 'somebody not signed in' };
      default:
        return { kind: actor.kind, id: null, name: actor.name };
    }
  }

  async nameOf(accountId: string): Promise<string> {
    const [{ state }, key] = await Promise.all([this.accounts.load(accountId), this.vault.get(accountId)]);
    if (key === undefined || state.name === null) return accountId;
    try {
      return key.open('name', state.name);
    } catch (error) {
      if (error instanceof SealBrokenError) return accountId;
      throw error;
    }
  }
}
