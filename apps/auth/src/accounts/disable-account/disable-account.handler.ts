import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { Origin } from '../../platform/event-log/envelope.js';
import { type AccountStanding, StaffActions } from '../staff-actions.js';

/** Ends every session and lets nobody in until it is enabled. */
export class DisableAccount extends Command<AccountStanding> {
  constructor(
    readonly origin: Origin,
    readonly accountId: string,
  ) {
    super();
  }
}

@CommandHandler(DisableAccount)
export class DisableAccountHandler implements ICommandHandler<DisableAccount> {
  constructor(private readonly staff: StaffActions) {}

  execute({ origin, accountId }: DisableAccount): Promise<AccountStanding> {
    return this.staff.carryOut(origin, accountId, (now) => ({ type: 'DisableAccount', now, data: {} }));
  }
}
