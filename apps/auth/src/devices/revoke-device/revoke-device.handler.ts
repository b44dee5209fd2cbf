import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { originOf } from '../../flow/origin.js';
import { Policies } from '../../flow/policies.js';
import type { CurrentSession } from '../../flow/session-auth.js';
import { Clock } from '../../platform/clock.js';
import { Accounts } from '../../platform/event-log/aggregates.js';

export class RevokeDevice extends Command<void> {
  constructor(
    readonly current: CurrentSession,
    readonly deviceId: string,
    readonly commandId: string,
  ) {
    super();
  }
}

@CommandHandler(RevokeDevice)
export class RevokeDeviceHandler implements ICommandHandler<RevokeDevice> {
  constructor(
    private readonly accounts: Accounts,
    private readonly policies: Policies,
    private readonly clock: Clock,
  ) {}

  async execute({ current: { account, accountId, session, context }, deviceId, commandId }: RevokeDevice): Promise<void> {
    const { policy } = await this.policies.of(account);
    await this.accounts.decideAndAppend(
      accountId,
      { type: 'RevokeDevice', now: this.clock.now(), data: { sessionId: session.id, deviceId, policy } },
      originOf(context, { kind: 'account', accountId }, commandId),
    );
  }
}
