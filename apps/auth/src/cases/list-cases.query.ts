import { type IQueryHandler, Query, QueryHandler } from '@nestjs/cqrs';
import type { z } from 'zod';
import { closeCase } from '#domain/account/close-case.js';
import type { Account, OpenCase } from '#domain/account/state.js';
import { DomainError } from '#domain/kernel/domain-error.js';
import type { Permitted } from '../flow/staff-auth.js';
import { StaffNames } from '../flow/staff-names.js';
import { isWithin } from '../platform/access/roles.js';
import { Clock } from '../platform/clock.js';
import { Accounts } from '../platform/event-log/aggregates.js';
import { Views } from '../platform/projections/views.js';
import type { caseQueueSchema } from './case.schemas.js';
import { openCasesProjection } from './open-cases.projection.js';

type ShownCase = z.infer<typeof caseQueueSchema>['cases'][number];

/** Those within the agent's organizations, the oldest first. */
export class ListCases extends Query<ShownCase[]> {
  constructor(readonly member: Permitted) {
    super();
  }
}

interface Found {
  readonly account: Account;
  readonly open: OpenCase;
}

/** The same, without what is shown of each. */
export class ListOpenCases extends Query<readonly Found[]> {
  constructor(readonly member: Permitted) {
    super();
  }
}

@QueryHandler(ListOpenCases)
export class ListOpenCasesHandler implements IQueryHandler<ListOpenCases> {
  constructor(
    private readonly views: Views,
    private readonly accounts: Accounts,
  ) {}

  async execute({ member }: ListOpenCases): Promise<readonly Found[]> {
    const select = 'SELECT account_id, id FROM {case} ORDER BY opened_at, id LIMIT 500';
    const rows = this.views.tables(openCasesProjection).all<{ account_id: string; id: string }>(select);
    const found = await Promise.all(
      rows.map(async ({ account_id: accountId, id }) => {
        const { state: account } = await this.accounts.load(accountId);
        // The view may be a moment behind; the account is not.
        const open = Object.hasOwn(account.openCases, id) ? account.openCases[id] : undefined;
        return open !== undefined && isWithin(member.scope, account.organizationId) ? [{ account, open }] : [];
      }),
    );
    return found.flat();
  }
}

@QueryHandler(ListCases)
export class ListCasesHandler implements IQueryHandler<ListCases> {
  constructor(
    private readonly open: ListOpenCasesHandler,
    private readonly names: StaffNames,
    private readonly clock: Clock,
  ) {}

  async execute({ member }: ListCases): Promise<ShownCase[]> {
    const found = await this.open.execute(new ListOpenCases(member));
    return Promise.all(found.map(({ account, open }) => this.show(member, account, open)));
  }

  private async show(member: Permitted, account: Account, { id, openedAt, resetId, resetBy }: OpenCase): Promise<ShownCase> {
    return {
      caseId: id,
      accountId: account.id,
      accountName: await this.names.nameOf(account.id),
      accountStatus: account.status === 'none' ? 'invited' : account.status,
      organizationId: account.organizationId,
      openedAt,
      because: 'resetDisputed',
      resetId,
      resetBy: await Promise.all(resetBy.map(async (accountId) => ({ accountId, name: await this.names.nameOf(accountId) }))),
      closable: member.actions.includes('case.close') && this.isClosable(member, account, id),
    };
  }

  /** By the decision itself. */
  private isClosable({ agent }: Permitted, account: Account, caseId: string): boolean {
    try {
      closeCase({ type: 'CloseCase', now: this.clock.now(), data: { by: agent, caseId } }, account);
      return true;
    } catch (error) {
      if (error instanceof DomainError) return false;
      throw error;
    }
  }
}
