import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { Role } from '#domain/account/events.js';
import type { Origin } from '../../platform/event-log/envelope.js';
import { type AccountStanding, StaffActions } from '../staff-actions.js';

/** Takes a staff role away. */
export class RevokeRole extends Command<AccountStanding> {
  constructor(
    readonly origin: Origin,
    readonly accountId: string,
    readonly role: Role,
  ) {
    super();
  }
}

@CommandHandler(RevokeRole)
export class RevokeRoleHandler implements ICommandHandler<RevokeRole> {
  constructor(private readonly staff: StaffActions) {}

  execute({ origin, accountId, role }: RevokeRole): Promise<AccountStanding> {
    return this.staff.carryOut(origin, accountId, (now) => ({ type: 'RevokeRole', now, data: { role } }));
  }
}
