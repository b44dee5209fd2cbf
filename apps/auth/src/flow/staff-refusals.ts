import type { DomainError } from '#domain/kernel/domain-error.js';
import type { Clock } from '../platform/clock.js';
import type { Accounts, StaffRecords } from '../platform/event-log/aggregates.js';
import { RefusalListener } from '../platform/http/refusals.js';
import type { WithRaw } from '../platform/http/request-context.js';
import type { Random } from '../platform/random.js';
import { originOf } from './origin.js';
import type { StaffAuth } from './staff-auth.js';

/** Mistakes of typing, what is asked of everybody, and a look at what is over: nobody has to know of them later. */
const unremarkable = ({ kind, code }: DomainError, isLook: boolean): boolean =>
  ['invalid', 'unprocessable', 'unavailable'].includes(kind) || code === 'session.stepUpRequired' || (isLook && ['conflict', 'gone'].includes(kind));

/** Writes down what one of the staff tried and was refused, so that a reviewer can see who tries what. As many a minute as their brake allows. */
export class StaffRefusals extends RefusalListener {
  constructor(
    private readonly staff: StaffAuth,
    private readonly accounts: Accounts,
    private readonly records: StaffRecords,
    private readonly clock: Clock,
    private readonly random: Random,
  ) {
    super();
  }

  /** @throws EventStoreUnavailableError */
  async refused(request: WithRaw, error: DomainError): Promise<void> {
    const attempt = this.staff.attemptOf(request);
    if (attempt === undefined || unremarkable(error, request.raw.method === 'GET')) return;
    const { member, action, on } = attempt;
    const accountId = await this.existing(on.accountId);
    const data = { action, accountId, organizationId: on.organizationId ?? null, code: error.code };
    const origin = originOf(member.current.context, { kind: 'account', accountId: member.accountId }, this.random.uuid());
    await this.records.decideAndAppend(member.accountId, { type: 'NoteRefusal', now: this.clock.now(), data }, { ...origin, ...(accountId !== null && { onBehalfOf: accountId }) });
  }

  /** What was typed as an id is kept only if it is one. */
  private async existing(accountId: string | undefined): Promise<string | null> {
    if (accountId === undefined) return null;
    return (await this.accounts.load(accountId)).state.status === 'none' ? null : accountId;
  }
}
