import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { FreezeNotValid } from '#domain/account/errors.js';
import { Brakes } from '../../flow/brakes.js';
import { originOf } from '../../flow/origin.js';
import { Clock } from '../../platform/clock.js';
import { Accounts } from '../../platform/event-log/aggregates.js';
import type { RequestContext } from '../../platform/http/request-context.js';
import { Derived } from '../../platform/keys/derived.js';

export class FreezeAccount extends Command<void> {
  constructor(
    readonly token: string,
    readonly context: RequestContext,
    readonly commandId: string,
  ) {
    super();
  }
}

/** The link is the proof: only the mailbox that got the notice has it. */
@CommandHandler(FreezeAccount)
export class FreezeAccountHandler implements ICommandHandler<FreezeAccount> {
  constructor(
    private readonly brakes: Brakes,
    private readonly derived: Derived,
    private readonly accounts: Accounts,
    private readonly clock: Clock,
  ) {}

  async execute({ token, context, commandId }: FreezeAccount): Promise<void> {
    await this.brakes.perNetwork('link', context);
    const target = this.derived.readFreezeToken(token);
    if (target === undefined) throw new FreezeNotValid();
    const { accountId, id: resetId } = target;
    await this.accounts.decideAndAppend(
      accountId,
      { type: 'FreezeAccount', now: this.clock.now(), data: { resetId } },
      originOf(context, { kind: 'account', accountId }, commandId),
    );
  }
}
