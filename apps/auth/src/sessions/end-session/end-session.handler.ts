import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { DomainError } from '#domain/kernel/domain-error.js';
import { originOf } from '../../flow/origin.js';
import type { CurrentSession } from '../../flow/session-auth.js';
import { Clock } from '../../platform/clock.js';
import { Sessions } from '../../platform/event-log/aggregates.js';

export class SessionNotFound extends DomainError {
  readonly code = 'session.notFound';
  readonly kind = 'notFound';
  constructor() {
    super('There is no such session.');
  }
}

export class EndSession extends Command<void> {
  constructor(
    readonly current: CurrentSession,
    readonly sessionId: string,
    readonly commandId: string,
  ) {
    super();
  }
}

/** One's own sessions only: another account's does not exist. */
@CommandHandler(EndSession)
export class EndSessionHandler implements ICommandHandler<EndSession> {
  constructor(
    private readonly sessions: Sessions,
    private readonly clock: Clock,
  ) {}

  async execute({ current, sessionId, commandId }: EndSession): Promise<void> {
    const { account, accountId, context } = current;
    if (account.sessions[sessionId] === undefined) throw new SessionNotFound();
    const reason = sessionId === current.session.id ? 'signedOut' : 'byHolder';
    const command = { type: 'EndSession', now: this.clock.now(), data: { sessionId, accountId, reason } } as const;
    await this.sessions.decideAndAppend(sessionId, command, originOf(context, { kind: 'account', accountId }, commandId));
  }
}
