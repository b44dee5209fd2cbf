import { Injectable } from '@nestjs/common';
import type { Account } from '#domain/account/state.js';
import { isWithin, mayDo, scopeFor, type StaffAction } from '../platform/access/roles.js';
import { Accounts } from '../platform/event-log/aggregates.js';
import { Views } from '../platform/projections/views.js';
import { staffRolesProjection } from './staff-roles.projection.js';

/** Nobody reads what everybody gets. */
const MOST = 50;

/** Who gets a mail when something waits for staff. A view says who may be meant, the accounts say who is. */
@Injectable()
export class StaffToTell {
  constructor(
    private readonly views: Views,
    private readonly accounts: Accounts,
  ) {}

  /** The accounts of those who may do this to that account. @param except who has to do with it already */
  async who(action: StaffAction, target: Account, except: readonly string[]): Promise<readonly string[]> {
    const select = 'SELECT DISTINCT account_id AS id FROM {role} ORDER BY account_id';
    const ids = this.views.tables(staffRolesProjection).all<{ id: string }>(select).map(({ id }) => id);
    const may = await Promise.all(
      ids.filter((id) => id !== target.id && !except.includes(id)).map(async (id) => {
        const { state } = await this.accounts.load(id);
        const scope = scopeFor(state.roles, state.roleOrganizations, action);
        const isPeer = target.roles.length > 0 && !state.roles.includes('owner');
        const meant = state.status === 'active' && scope !== undefined && isWithin(scope, target.organizationId) && !isPeer;
        // Owners may do everything; where there is support, it is support that is told.
        return meant ? [{ id, isOwner: !state.roles.some((role) => role !== 'owner' && mayDo(role, action)) }] : [];
      }),
    );
    const found = may.flat();
    const support = found.filter(({ isOwner }) => !isOwner);
    return (support.length > 0 ? support : found).slice(0, MOST).map(({ id }) => id);
  }
}
