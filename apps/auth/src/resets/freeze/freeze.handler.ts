import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { FreezeNotValid } from '#domain/account/errors.js';
import type { Organization } from '#domain/organization/state.js';
import { Brakes } from '../../flow/brakes.js';
import { originOf } from '../../flow/origin.js';
import { Policies } from '../../flow/policies.js';
import { Clock } from '../../platform/clock.js';
import { Accounts } from '../../platform/event-log/aggregates.js';
import type { RequestContext } from '../../platform/http/request-context.js';
import { CommandSecrets } from '../../platform/keys/command-secrets.js';
import { StaffToTell } from '../staff-to-tell.js';
import { Derived } from '../../platform/keys/derived.js';

/** Gives the organization of the account, if it has one. */
export class FreezeAccount extends Command<Organization | null> {
  constructor(
    readonly token: string,
    readonly context: RequestContext,
    readonly commandId: string,
  ) {
    super();
  }
}

/** The link is the proof: only the mailbox that got the notice has it. Support finds the account in its list of cases. */
@CommandHandler(FreezeAccount)
export class FreezeAccountHandler implements ICommandHandler<FreezeAccount> {
  constructor(
    private readonly brakes: Brakes,
    private readonly derived: Derived,
    private readonly accounts: Accounts,
    private readonly secrets: CommandSecrets,
    private readonly staffToTell: StaffToTell,
    private readonly policies: Policies,
    private readonly clock: Clock,
  ) {}

  async execute({ token, context, commandId }: FreezeAccount): Promise<Organization | null> {
    await this.brakes.perNetwork('link', context);
    const target = this.derived.readFreezeToken(token);
    if (target === undefined) throw new FreezeNotValid();
    const { accountId, id: resetId } = target;
    const resetBy = await this.resetBy(accountId, resetId);
    const { state } = await this.accounts.load(accountId);
    const told = await this.staffToTell.who('case.close', state, resetBy);
    const data = { resetId, caseId: this.secrets.forCommand(commandId).uuid('case'), resetBy, told };
    await this.accounts.decideAndAppend(
      accountId,
      { type: 'FreezeAccount', now: this.clock.now(), data },
      originOf(context, { kind: 'account', accountId }, commandId),
    );
    return this.policies.organizationOf(state);
  }

  /** The agents who asked for the reset and approved it; nobody where an operator did it. */
  private async resetBy(accountId: string, resetId: string): Promise<readonly string[]> {
    const history = (await this.accounts.history(accountId)) ?? [];
    const reset = history.map(({ event }) => event).find((event) => event.type === 'MfaReset' && event.resetId === resetId);
    if (reset?.type !== 'MfaReset') return [];
    return [...new Set([reset.requestedBy, reset.approvedBy].filter((id) => id !== undefined))];
  }
}
