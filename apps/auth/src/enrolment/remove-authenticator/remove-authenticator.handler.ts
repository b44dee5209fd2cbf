import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { originOf } from '../../flow/origin.js';
import { Policies } from '../../flow/policies.js';
import type { CurrentSession } from '../../flow/session-auth.js';
import { Clock } from '../../platform/clock.js';
import { Accounts } from '../../platform/event-log/aggregates.js';

export class RemoveAuthenticator extends Command<void> {
  constructor(
    readonly current: CurrentSession,
    readonly authenticatorId: string,
    readonly commandId: string,
  ) {
    super();
  }
}

@CommandHandler(RemoveAuthenticator)
export class RemoveAuthenticatorHandler implements ICommandHandler<RemoveAuthenticator> {
  constructor(
    private readonly accounts: Accounts,
    private readonly policies: Policies,
    private readonly clock: Clock,
  ) {}

  async execute({ current, authenticatorId, commandId }: RemoveAuthenticator): Promise<void> {
    const { account, accountId, session, context } = current;
    const { policy } = await this.policies.of(account);
    await this.accounts.decideAndAppend(
      accountId,
      { type: 'RemoveAuthenticator', now: this.clock.now(), data: { sessionId: session.id, factorId: authenticatorId, policy } },
      originOf(context, { kind: 'account', accountId }, commandId),
    );
  }
}
