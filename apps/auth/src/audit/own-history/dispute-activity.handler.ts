import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { DomainError } from '#domain/kernel/domain-error.js';
import { originOf } from '../../flow/origin.js';
import type { CurrentSession } from '../../flow/session-auth.js';
import { Clock } from '../../platform/clock.js';
import { Accounts } from '../../platform/event-log/aggregates.js';
import { isDisputable } from './own-sentences.js';

/** No entry of one's own with this id, or none of which "this wasn't me" can be said. */
export class HistoryEntryNotFound extends DomainError {
  readonly code = 'history.notFound';
  readonly kind = 'notFound';
  constructor() {
    super('There is no such entry.');
  }
}

export class DisputeActivity extends Command<void> {
  constructor(
    readonly current: CurrentSession,
    readonly entryId: string,
    readonly commandId: string,
  ) {
    super();
  }
}

@CommandHandler(DisputeActivity)
export class DisputeActivityHandler implements ICommandHandler<DisputeActivity> {
  constructor(
    private readonly accounts: Accounts,
    private readonly clock: Clock,
  ) {}

  async execute({ current: { accountId, session, context }, entryId, commandId }: DisputeActivity): Promise<void> {
    const history = (await this.accounts.history(accountId)) ?? [];
    const entry = history.find(({ id, event }) => id === entryId && isDisputable(event));
    if (entry === undefined) throw new HistoryEntryNotFound();
    const { type: eventType, at: eventAt } = entry.event;
    await this.accounts.decideAndAppend(
      accountId,
      { type: 'DisputeActivity', now: this.clock.now(), data: { sessionId: session.id, eventId: entryId, eventType, eventAt } },
      originOf(context, { kind: 'account', accountId }, commandId),
    );
  }
}
