import { type IQueryHandler, Query, QueryHandler } from '@nestjs/cqrs';
import type { z } from 'zod';
import { DomainError } from '#domain/kernel/domain-error.js';
import { approveMfaReset, openReset } from '#domain/account/request-reset.js';
import type { Account } from '#domain/account/state.js';
import type { Permitted } from '../../flow/staff-auth.js';
import { isWithin } from '../../platform/access/roles.js';
import { Clock } from '../../platform/clock.js';
import { Accounts } from '../../platform/event-log/aggregates.js';
import { Views } from '../../platform/projections/views.js';
import { ServiceLimits } from '../../platform/service-limits.js';
import { openResetsProjection } from '../open-resets.projection.js';
import { previewOf, ResetRequests } from '../reset-requests.js';
import type { openResetSchema } from '../reset.schemas.js';

export type ShownReset = z.infer<typeof openResetSchema>;

/** Those within the agent's organizations, the oldest first. */
export class ListResets extends Query<ShownReset[]> {
  constructor(readonly member: Permitted) {
    super();
  }
}

/** One of them. */
export class ShowReset extends Query<ShownReset> {
  constructor(
    readonly member: Permitted,
    readonly accountId: string,
    readonly resetId: string,
  ) {
    super();
  }
}

@QueryHandler(ShowReset)
export class ShowResetHandler implements IQueryHandler<ShowReset> {
  constructor(
    private readonly accounts: Accounts,
    private readonly requests: ResetRequests,
    private readonly clock: Clock,
    private readonly limits: ServiceLimits,
  ) {}

  /** @throws ResetRequestRefused it waits no more */
  async execute({ member, accountId, resetId }: ShowReset): Promise<ShownReset> {
    const { state: account } = await this.accounts.load(accountId);
    const { requestedBy, requestedAt, expiresAt, identityProof } = openReset(account, resetId, this.clock.now());
    const { event, reason, ticket } = await this.requests.find(accountId, resetId);
    const needed = await this.requests.approvalsNeeded(account);
    return {
      resetId,
      accountId,
      accountName: (await this.requests.person(accountId)).name,
      organizationId: account.organizationId,
      requestedBy: await this.requests.person(requestedBy),
      requestedAt,
      expiresAt,
      approvalsNeeded: event.approvalsNeeded === 2 || needed === 2 ? 2 : 1,
      identityProof,
      reason,
      ticket,
      preview: previewOf(account),
      mine: requestedBy === member.accountId,
      approvable: await this.isApprovable(member, account, resetId, requestedBy, needed),
    };
  }

  /** By the decision itself. */
  private async isApprovable(member: Permitted, account: Account, resetId: string, requestedBy: string, approvalsNeeded: 1 | 2): Promise<boolean> {
    if (!member.actions.includes('reset.approve')) return false;
    const resetsToday = await this.requests.countOf(requestedBy, resetId);
    const data = { resetId, by: member.agent, resetsToday, approvalsNeeded };
    try {
      approveMfaReset({ type: 'ApproveMfaReset', now: this.clock.now(), data }, account, this.limits.account);
      return true;
    } catch (error) {
      if (error instanceof DomainError) return false;
      throw error;
    }
  }
}

/** Which of them there are. */
export class ListOpenResets extends Query<readonly { readonly accountId: string; readonly resetId: string }[]> {
  constructor(readonly member: Permitted) {
    super();
  }
}

@QueryHandler(ListOpenResets)
export class ListOpenResetsHandler implements IQueryHandler<ListOpenResets> {
  constructor(
    private readonly views: Views,
    private readonly accounts: Accounts,
    private readonly clock: Clock,
  ) {}

  async execute({ member }: ListOpenResets): Promise<readonly { accountId: string; resetId: string }[]> {
    const select = 'SELECT account_id, id FROM {reset} WHERE expires_at > ? ORDER BY requested_at, id LIMIT 500';
    const rows = this.views.tables(openResetsProjection).all<{ account_id: string; id: string }>(select, this.clock.now());
    const waiting = await Promise.all(
      rows.map(async ({ account_id: accountId, id: resetId }) => {
        const { state } = await this.accounts.load(accountId);
        // The view may be a moment behind; the account is not.
        return Object.hasOwn(state.openResets, resetId) && isWithin(member.scope, state.organizationId) ? [{ accountId, resetId }] : [];
      }),
    );
    return waiting.flat();
  }
}

@QueryHandler(ListResets)
export class ListResetsHandler implements IQueryHandler<ListResets> {
  constructor(
    private readonly open: ListOpenResetsHandler,
    private readonly one: ShowResetHandler,
  ) {}

  async execute({ member }: ListResets): Promise<ShownReset[]> {
    const open = await this.open.execute(new ListOpenResets(member));
    return Promise.all(open.map(({ accountId, resetId }) => this.one.execute(new ShowReset(member, accountId, resetId))));
  }
}
