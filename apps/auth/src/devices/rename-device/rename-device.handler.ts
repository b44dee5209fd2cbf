import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { originOf } from '../../flow/origin.js';
import type { CurrentSession } from '../../flow/session-auth.js';
import { Clock } from '../../platform/clock.js';
import { Accounts } from '../../platform/event-log/aggregates.js';
import { KeyVault } from '../../platform/keys/key-vault.js';

export class RenameDevice extends Command<void> {
  constructor(
    readonly current: CurrentSession,
    readonly deviceId: string,
    readonly name: string,
    readonly commandId: string,
  ) {
    super();
  }
}

@CommandHandler(RenameDevice)
export class RenameDeviceHandler implements ICommandHandler<RenameDevice> {
  constructor(
    private readonly accounts: Accounts,
    private readonly vault: KeyVault,
    private readonly clock: Clock,
  ) {}

  async execute({ current: { accountId, session, context }, deviceId, name, commandId }: RenameDevice): Promise<void> {
    const key = await this.vault.ensure(accountId);
    await this.accounts.decideAndAppend(
      accountId,
      {
        type: 'RenameDevice',
        now: this.clock.now(),
        data: { sessionId: session.id, deviceId, name: key.seal('deviceName', name) },
      },
      originOf(context, { kind: 'account', accountId }, commandId),
    );
  }
}
