import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { originOf } from '../../flow/origin.js';
import type { CurrentSession } from '../../flow/session-auth.js';
import { Clock } from '../../platform/clock.js';
import { Accounts } from '../../platform/event-log/aggregates.js';

export class EndOtherSessions extends Command<void> {
  constructor(
    readonly current: CurrentSession,
    readonly commandId: string,
  ) {
    super();
  }
}

/** One append in the account's own stream, however many there are. */
@CommandHandler(EndOtherSessions)
export class EndOtherSessionsHandler implements ICommandHandler<EndOtherSessions> {
  constructor(
    private readonly accounts: Accounts,
    private readonly clock: Clock,
  ) {}

  async execute({ current: { accountId, session, context }, commandId }: EndOtherSessions): Promise<void> {
    await this.accounts.decideAndAppend(
      accountId,
      { type: 'VoidSessions', now: this.clock.now(), data: { exceptSessionId: session.id, reason: 'byHolder' } },
      originOf(context, { kind: 'account', accountId }, commandId),
    );
  }
}
