import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { AccountRefused } from '#domain/account/errors.js';
import { DomainError } from '#domain/kernel/domain-error.js';
import { Clock } from '../../platform/clock.js';
import { Accounts } from '../../platform/event-log/aggregates.js';
import { Claims } from '../../platform/event-log/claims.js';
import type { Origin } from '../../platform/event-log/envelope.js';
import { KeyedHash } from '../../platform/keys/keyed-hash.js';
import { KeyVault } from '../../platform/keys/key-vault.js';
import { demandEmail } from '../account-data.js';
import { type AccountStanding, demandReason, StaffActions, standingOf } from '../staff-actions.js';

/** The old and the new address are told. For some days support cannot reset this account's factors. */
export class ChangeEmail extends Command<AccountStanding> {
  constructor(
    readonly origin: Origin,
    readonly accountId: string,
    readonly email: string,
  ) {
    super();
  }
}

/** Claims the new address, changes, and lets go of the old one: at every moment each address leads to one account at most. */
@CommandHandler(ChangeEmail)
export class ChangeEmailHandler implements ICommandHandler<ChangeEmail> {
  constructor(
    private readonly staff: StaffActions,
    private readonly accounts: Accounts,
    private readonly claims: Claims,
    private readonly vault: KeyVault,
    private readonly hash: KeyedHash,
    private readonly clock: Clock,
  ) {}

  /** @throws AccountDataInvalid, ReasonMissing, AccountRefused */
  async execute({ origin, accountId, email }: ChangeEmail): Promise<AccountStanding> {
    demandReason(origin);
    const address = demandEmail(email);
    const emailHash = this.hash.email(address);
    const key = await this.vault.get(accountId);
    if (key === undefined) throw new AccountRefused('notFound', 'There is no such account.');
    if (!(await this.claims.claimEmail(emailHash, accountId, this.clock.now(), origin))) {
      throw new AccountRefused('emailTaken', 'This address belongs to another account.');
    }
    try {
      const data = { email: key.seal('email', address), emailHash };
      const { state, events } = await this.staff.decide(origin, accountId, (now) => ({ type: 'ChangeEmail', now, data }));
      const changed = events.find((event) => event.type === 'EmailChanged');
      if (changed !== undefined) await this.letGo(changed.previousEmailHash, accountId, origin);
      return standingOf(state, accountId);
    } catch (error) {
      if (error instanceof DomainError) await this.letGo(emailHash, accountId, origin);
      throw error;
    }
  }

  /** Never of the address that the account has now. */
  private async letGo(emailHash: string, accountId: string, origin: Origin): Promise<void> {
    const { state } = await this.accounts.load(accountId);
    if (state.emailHash === emailHash) return;
    // Claim and release of one command may lie in one stream: their events need ids of their own.
    const release = { ...origin, commandId: `${origin.commandId}/release` };
    await this.claims.releaseEmail(emailHash, accountId, this.clock.now(), release);
  }
}
