import { InvitationNotValid } from '#domain/account/errors.js';
import { isInvitationOpen } from '#domain/account/invitation.js';
import type { Account } from '#domain/account/state.js';
import { Clock } from '../platform/clock.js';
import { Accounts } from '../platform/event-log/aggregates.js';
import { Derived } from '../platform/keys/derived.js';
import { KeyVault, type DataKey } from '../platform/keys/key-vault.js';

export interface OpenInvitation {
  readonly account: Account;
  readonly accountId: string;
  readonly invitationId: string;
  readonly key: DataKey;
  readonly email: string;
}

/** Reads a link's token. Forged, used, expired and unknown are one answer. */
export class Invitations {
  constructor(
    private readonly derived: Derived,
    private readonly accounts: Accounts,
    private readonly vault: KeyVault,
    private readonly clock: Clock,
  ) {}

  /**
   * @param isOpen left out: it must be open now; the answer to a repeated command is asked with `() => true`
   * @throws InvitationNotValid
   */
  async open(token: string, isOpen = isInvitationOpen): Promise<OpenInvitation> {
    const target = this.derived.readInvitationToken(token);
    if (target === undefined) throw new InvitationNotValid('not our token');
    const { accountId, id: invitationId } = target;
    const [{ state: account }, key] = await Promise.all([this.accounts.load(accountId), this.vault.get(accountId)]);
    if (key === undefined || account.email === null || !isOpen(account, invitationId, this.clock.now())) {
      throw new InvitationNotValid('used, expired or unknown');
    }
    return { account, accountId, invitationId, key, email: key.open('email', account.email) };
  }
}
