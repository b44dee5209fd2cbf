import type { AccountCommand } from '#domain/account/account.js';
import { SignInNotFound } from '#domain/account/errors.js';
import { mayNeedRecoveryCode } from '#domain/account/next-step.js';
import type { FlowRequest } from './flow-http.js';
import { originOf } from './origin.js';
import type { StepFacts, StepResult, Steps } from './steps.js';

/** Steps behind the first factor: the ticket says whose sign-in it is. */
export class FlowSteps {
  constructor(private readonly steps: Steps) {}

  /** @throws SignInNotFound before the first factor */
  async take(
    { ticket, context, commandId }: FlowRequest,
    command: (facts: StepFacts) => AccountCommand | Promise<AccountCommand>,
    options: { readonly issuesRecoveryCode?: boolean } = {},
  ): Promise<StepResult> {
    const { accountId } = ticket;
    if (accountId === null) throw new SignInNotFound('before the first factor');
    return this.steps.take({
      ticket,
      accountId,
      origin: originOf(context, { kind: 'account', accountId }, commandId),
      withRecoveryCode: options.issuesRecoveryCode === true ? () => true : mayNeedRecoveryCode,
      command,
    });
  }
}
