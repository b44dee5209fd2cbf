import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { Role } from '#domain/account/events.js';
import type { Agent } from '#domain/account/staff.js';
import type { Origin } from '../../platform/event-log/envelope.js';
import { OwnerRoster } from '../owner-roster.js';
import { type AccountStanding, StaffActions } from '../staff-actions.js';

/** From then on the holder always signs in with a second factor. */
export class GrantRole extends Command<AccountStanding> {
  /** @param organizationIds those it is for; `null`: all */
  constructor(
    readonly origin: Origin,
    readonly accountId: string,
    readonly role: Role,
    readonly organizationIds: readonly string[] | null = null,
    readonly by: Agent = { kind: 'operator' },
  ) {
    super();
  }
}

@CommandHandler(GrantRole)
export class GrantRoleHandler implements ICommandHandler<GrantRole> {
  constructor(
    private readonly staff: StaffActions,
    private readonly roster: OwnerRoster,
  ) {}

  /** @throws AccountRefused, StaffRefused, ReasonMissing */
  async execute({ origin, accountId, role, organizationIds, by }: GrantRole): Promise<AccountStanding> {
    const standing = await this.staff.carryOut(origin, accountId, (now) => ({ type: 'GrantRole', now, data: { role, organizationIds, by } }));
    if (role === 'owner') await this.roster.list(accountId, origin);
    return standing;
  }
}
