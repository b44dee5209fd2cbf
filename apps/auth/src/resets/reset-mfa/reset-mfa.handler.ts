import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { ResetRefused } from '#domain/account/errors.js';
import type { IdentityProof } from '#domain/account/events.js';
import { Clock } from '../../platform/clock.js';
import { Accounts } from '../../platform/event-log/aggregates.js';
import type { Origin } from '../../platform/event-log/envelope.js';
import { CommandSecrets } from '../../platform/keys/command-secrets.js';

export interface MfaResetDone {
  readonly accountId: string;
  readonly resetId: string;
  readonly factorsEnded: number;
  readonly devicesEnded: number;
  readonly sessionsEnded: number;
}

/** Everything lost: the next sign-in proves the mailbox and sets up anew. Reason and ticket come with the origin. */
export class ResetMfa extends Command<MfaResetDone> {
  constructor(
    readonly origin: Origin,
    readonly accountId: string,
    readonly identityProof: IdentityProof | null,
  ) {
    super();
  }
}

@CommandHandler(ResetMfa)
export class ResetMfaHandler implements ICommandHandler<ResetMfa> {
  constructor(
    private readonly accounts: Accounts,
    private readonly secrets: CommandSecrets,
    private readonly clock: Clock,
  ) {}

  /** @throws ResetRefused, AccountRefused */
  async execute({ origin, accountId, identityProof }: ResetMfa): Promise<MfaResetDone> {
    // How many resets an agent has done is counted nowhere yet, so agents cannot do any.
    if (origin.actor.kind !== 'operator') throw new ResetRefused('notAllowed', 'Only an operator resets MFA.');
    const resetId = this.secrets.forCommand(origin.commandId).uuid('reset');
    const { reason = '', ticket = '' } = origin;
    const command = {
      type: 'ResetMfa',
      now: this.clock.now(),
      data: { resetId, by: { kind: 'operator' }, resetsToday: 0, reason, ticket, identityProof },
    } as const;
    const { events } = await this.accounts.decideAndAppend(accountId, command, { ...origin, onBehalfOf: accountId });
    const reset = events.find((event) => event.type === 'MfaReset');
    const { factorsEnded = [], devicesEnded = [], sessionsEnded = [] } = reset ?? {};
    return {
      accountId,
      resetId,
      factorsEnded: factorsEnded.length,
      devicesEnded: devicesEnded.length,
      sessionsEnded: sessionsEnded.length,
    };
  }
}
