import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { Role } from '#domain/account/events.js';
import type { Agent } from '#domain/account/staff.js';
import { Accounts } from '../../platform/event-log/aggregates.js';
import type { Origin } from '../../platform/event-log/envelope.js';
import { OwnerRoster } from '../owner-roster.js';
import { type AccountStanding, demandReason, StaffActions } from '../staff-actions.js';

/** Takes a staff role away; that of the last owner stays. */
export class RevokeRole extends Command<AccountStanding> {
  constructor(
    readonly origin: Origin,
    readonly accountId: string,
    readonly role: Role,
    readonly by: Agent = { kind: 'operator' },
  ) {
    super();
  }
}

@CommandHandler(RevokeRole)
export class RevokeRoleHandler implements ICommandHandler<RevokeRole> {
  constructor(
    private readonly staff: StaffActions,
    private readonly roster: OwnerRoster,
    private readonly accounts: Accounts,
  ) {}

  /** @throws AccountRefused, StaffRefused, LastOwner, ReasonMissing */
  async execute({ origin, accountId, role, by }: RevokeRole): Promise<AccountStanding> {
    demandReason(origin);
    const isOwn = by.kind === 'account' && by.accountId === accountId;
    const holds = (await this.accounts.load(accountId)).state.roles.includes(role);
    // What the decision on the account would refuse anyway must not take anybody off the list before.
    if (role === 'owner' && holds && !isOwn) await this.roster.unlist(accountId, origin);
    return this.staff.carryOut(origin, accountId, (now) => ({ type: 'RevokeRole', now, data: { role, by } }));
  }
}
