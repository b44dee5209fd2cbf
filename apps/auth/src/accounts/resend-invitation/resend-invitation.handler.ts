import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { Clock } from '../../platform/clock.js';
import { Accounts } from '../../platform/event-log/aggregates.js';
import type { Origin } from '../../platform/event-log/envelope.js';
import { CommandSecrets } from '../../platform/keys/command-secrets.js';
import { ServiceLimits } from '../../platform/service-limits.js';
import { invitationIn, type RegisteredAccount } from '../registrar.js';

export type ResentInvitation = Pick<RegisteredAccount, 'accountId' | 'invitation'>;

/** Once more, to the same address; the older link is void. */
export class ResendInvitation extends Command<ResentInvitation> {
  /** @param invitationSeconds as configured when left out */
  constructor(
    readonly origin: Origin,
    readonly accountId: string,
    readonly invitationSeconds?: number,
  ) {
    super();
  }
}

@CommandHandler(ResendInvitation)
export class ResendInvitationHandler implements ICommandHandler<ResendInvitation> {
  constructor(
    private readonly accounts: Accounts,
    private readonly secrets: CommandSecrets,
    private readonly clock: Clock,
    private readonly limits: ServiceLimits,
  ) {}

  /** @throws AccountRefused */
  async execute({ origin, accountId, invitationSeconds }: ResendInvitation): Promise<ResentInvitation> {
    const data = {
      invitationId: this.secrets.forCommand(origin.commandId).uuid('invitation'),
      invitationSeconds: invitationSeconds ?? this.limits.account.invitationSeconds,
    };
    const command = { type: 'IssueInvitation', now: this.clock.now(), data } as const;
    const { events } = await this.accounts.decideAndAppend(accountId, command, { ...origin, onBehalfOf: accountId });
    return { accountId, invitation: invitationIn(events) };
  }
}
