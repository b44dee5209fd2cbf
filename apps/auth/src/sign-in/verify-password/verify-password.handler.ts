import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { SignInRejected } from '#domain/account/errors.js';
import { Brakes } from '../../flow/brakes.js';
import type { FlowRequest } from '../../flow/flow-http.js';
import { refusedOnTheBeat } from '../../flow/on-the-beat.js';
import { originOf } from '../../flow/origin.js';
import { PasswordCheck } from '../../flow/password-check.js';
import { Steps, type StepResult } from '../../flow/steps.js';
import { Accounts } from '../../platform/event-log/aggregates.js';
import { Claims } from '../../platform/event-log/claims.js';
import { KeyedHash } from '../../platform/keys/keyed-hash.js';

export class VerifyPassword extends Command<StepResult> {
  constructor(
    readonly flow: FlowRequest,
    readonly password: string,
  ) {
    super();
  }
}

@CommandHandler(VerifyPassword)
export class VerifyPasswordHandler implements ICommandHandler<VerifyPassword> {
  constructor(
    private readonly brakes: Brakes,
    private readonly claims: Claims,
    private readonly accounts: Accounts,
    private readonly check: PasswordCheck,
    private readonly hash: KeyedHash,
    private readonly steps: Steps,
  ) {}

  /** Every address costs one look-up and one hash, whatever is behind it, and its refusal goes out on the beat. */
  async execute({ flow, password }: VerifyPassword): Promise<StepResult> {
    await this.brakes.firstFactor(flow.context);
    return refusedOnTheBeat(() => this.verify(flow, password));
  }

  private async verify({ ticket, context, commandId }: FlowRequest, password: string): Promise<StepResult> {
    const accountId = ticket.accountId ?? (await this.claims.emailHolder(this.hash.email(ticket.email ?? '')));
    const account = accountId === undefined ? undefined : (await this.accounts.loadIfReadable(accountId))?.state;
    const checked = await this.check.of(account, password);
    if (accountId === undefined || account === undefined) throw new SignInRejected('unknown address, or a history that cannot be read');
    return this.steps.take({
      ticket,
      accountId,
      origin: originOf(context, { kind: 'anonymous' }, commandId),
      command: ({ facts, now }) => ({
        type: 'VerifyPassword',
        now,
        data: {
          ...facts,
          expiresAt: ticket.expiresAt,
          network: this.hash.network(context.sourceAddress),
          deviceHash: ticket.deviceId === null ? null : this.hash.device(ticket.deviceId),
          matches: checked.matches,
          rehashed: checked.rehashed,
        },
      }),
    });
  }
}
