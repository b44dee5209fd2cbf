import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { Account } from '#domain/account/state.js';
import { DomainError } from '#domain/kernel/domain-error.js';
import { Accounts } from '../../platform/event-log/aggregates.js';
import type { Origin } from '../../platform/event-log/envelope.js';
import { KeyVault } from '../../platform/keys/key-vault.js';
import { fold } from '../directory.tables.js';
import { type AccountStanding, StaffActions, standingOf } from '../staff-actions.js';
import { Erasure } from './erasure.js';

/** Forgets a person for good; the history of the account stays, without them. */
export class EraseAccount extends Command<AccountStanding> {
  constructor(
    readonly origin: Origin,
    readonly accountId: string,
    readonly reason: string,
    readonly ticket: string,
  ) {
    super();
  }
}

/** The reason stays when the person goes. */
export class ReasonNamesPerson extends DomainError {
  readonly code = 'account.reasonNamesPerson';
  readonly kind = 'unprocessable';
  constructor() {
    super('Reason and ticket stay for good: they must not hold the name or the address of the person.');
  }
}

@CommandHandler(EraseAccount)
export class EraseAccountHandler implements ICommandHandler<EraseAccount> {
  constructor(
    private readonly staff: StaffActions,
    private readonly accounts: Accounts,
    private readonly vault: KeyVault,
    private readonly erasure: Erasure,
  ) {}

  /** @throws ReasonMissing, ReasonNamesPerson, AccountRefused */
  async execute({ origin, accountId, reason, ticket }: EraseAccount): Promise<AccountStanding> {
    await this.refusePersonal((await this.accounts.load(accountId)).state, `${reason} ${ticket}`);
    const { state } = await this.staff.decide({ ...origin, reason }, accountId, (now) => ({ type: 'EraseAccount', now, data: { reason, ticket } }));
    await this.erasure.finish(accountId, { ...origin, onBehalfOf: accountId });
    return standingOf(state, accountId);
  }

  private async refusePersonal({ id, email, name }: Account, text: string): Promise<void> {
    const key = await this.vault.get(id);
    if (key === undefined || email === null || name === null) return;
    const words = fold(text).split(/[^\p{L}\p{N}@._+-]+/u);
    const [address, called] = [fold(key.open('email', email)), fold(key.open('name', name))];
    const personal = [address, ...called.split(/\s+/).filter((part) => part.length > 2)];
    if (personal.some((part) => words.includes(part))) throw new ReasonNamesPerson();
  }
}
