import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { Role } from '#domain/account/events.js';
import type { Origin } from '../../platform/event-log/envelope.js';
import { type AccountStanding, StaffActions } from '../staff-actions.js';

/** From then on the holder always signs in with a second factor. */
export class GrantRole extends Command<AccountStanding> {
  constructor(
    readonly origin: Origin,
    readonly accountId: string,
    readonly role: Role,
  ) {
    super();
  }
}

@CommandHandler(GrantRole)
export class GrantRoleHandler implements ICommandHandler<GrantRole> {
  constructor(private readonly staff: StaffActions) {}

  execute({ origin, accountId, role }: GrantRole): Promise<AccountStanding> {
    return this.staff.carryOut(origin, accountId, (now) => ({ type: 'GrantRole', now, data: { role } }));
  }
}
