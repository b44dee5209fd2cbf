import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { Origin } from '../../platform/event-log/envelope.js';
import { type AccountStanding, StaffActions } from '../staff-actions.js';

/** Lets the holder in again; also lifts a freeze. */
export class EnableAccount extends Command<AccountStanding> {
  constructor(
    readonly origin: Origin,
    readonly accountId: string,
  ) {
    super();
  }
}

@CommandHandler(EnableAccount)
export class EnableAccountHandler implements ICommandHandler<EnableAccount> {
  constructor(private readonly staff: StaffActions) {}

  execute({ origin, accountId }: EnableAccount): Promise<AccountStanding> {
    return this.staff.carryOut(origin, accountId, (now) => ({ type: 'EnableAccount', now, data: {} }));
  }
}
