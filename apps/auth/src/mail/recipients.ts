import type { Account } from '#domain/account/state.js';
import type { Organization } from '#domain/organization/state.js';
import type { Loaded } from '../platform/event-log/repository.js';
import type { DataKey, KeyVault } from '../platform/keys/key-vault.js';

/** The account a mail is about, with the key to what is sealed. */
export interface Recipient {
  readonly account: Account;
  readonly key: DataKey;
  readonly organization: Organization | null;
}

/** The part of a repository that is read here. */
export interface Loads<State> {
  load(id: string): Promise<Loaded<State>>;
}

/** Finds out who is written to, from the log. */
export class Recipients {
  constructor(
    private readonly accounts: Loads<Account>,
    private readonly organizations: Loads<Organization>,
    private readonly vault: Pick<KeyVault, 'get'>,
  ) {}

  /** `undefined`: the person was erased. */
  async find(accountId: string): Promise<Recipient | undefined> {
    const key = await this.vault.get(accountId);
    if (key === undefined) return undefined;
    const { state: account } = await this.accounts.load(accountId);
    if (account.status === 'erased') return undefined;
    if (account.organizationId === null) return { account, key, organization: null };
    const { state: organization } = await this.organizations.load(account.organizationId);
    return { account, key, organization: organization.id === '' ? null : organization };
  }
}
