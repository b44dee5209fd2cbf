import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { Origin } from '../../platform/event-log/envelope.js';
import { type AccountStanding, StaffActions } from '../staff-actions.js';

/** Lifts the limits that wrong answers have brought about. */
export class UnlockAccount extends Command<AccountStanding> {
  constructor(
    readonly origin: Origin,
    readonly accountId: string,
  ) {
    super();
  }
}

@CommandHandler(UnlockAccount)
export class UnlockAccountHandler implements ICommandHandler<UnlockAccount> {
  constructor(private readonly staff: StaffActions) {}

  execute({ origin, accountId }: UnlockAccount): Promise<AccountStanding> {
    return this.staff.carryOut(origin, accountId, (now) => ({ type: 'UnlockAccount', now, data: {} }));
  }
}
