import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { Origin } from '../../platform/event-log/envelope.js';
import { type NewAccount, type RegisteredAccount, Registrar } from '../registrar.js';

/** One new account. Its holder is invited by mail, from the event that this writes. */
export class RegisterAccount extends Command<RegisteredAccount> {
  constructor(
    readonly origin: Origin,
    readonly account: NewAccount,
  ) {
    super();
  }
}

@CommandHandler(RegisterAccount)
export class RegisterAccountHandler implements ICommandHandler<RegisterAccount> {
  constructor(private readonly registrar: Registrar) {}

  execute({ origin, account }: RegisterAccount): Promise<RegisteredAccount> {
    return this.registrar.register(origin, account);
  }
}
