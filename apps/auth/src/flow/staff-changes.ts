import type { AccountCommand } from '#domain/account/account.js';
import type { AccountEvent } from '#domain/account/events.js';
import type { Agent } from '#domain/account/staff.js';
import type { Account } from '#domain/account/state.js';
import type { StaffAction } from '../platform/access/roles.js';
import type { Clock } from '../platform/clock.js';
import type { Accounts } from '../platform/event-log/aggregates.js';
import type { Decided } from '../platform/event-log/repository.js';
import type { WithRaw } from '../platform/http/request-context.js';
import type { StaffAuth } from './staff-auth.js';

/** What an agent says about a change. */
export interface Why {
  readonly reason: string;
  readonly ticket?: string | undefined;
}

export interface StaffChange {
  readonly action: StaffAction;
  readonly accountId: string;
  /** Method and path with its ids. */
  readonly route: string;
  readonly why: Why;
  readonly command: (by: Agent, now: string) => AccountCommand;
}

/** What an agent does to somebody's account: permitted, proved just now, with a reason, on that person's behalf; one append. */
export class StaffChanges {
  constructor(
    private readonly staff: StaffAuth,
    private readonly accounts: Accounts,
    private readonly clock: Clock,
  ) {}

  async carryOut(request: WithRaw, { action, accountId, route, why, command }: StaffChange): Promise<Decided<Account, AccountEvent>> {
    const member = await this.staff.require(request, action, { accountId });
    const origin = this.staff.origin(member, route, why, why);
    return this.accounts.decideAndAppend(accountId, command(member.agent, this.clock.now()), { ...origin, onBehalfOf: accountId });
  }
}
