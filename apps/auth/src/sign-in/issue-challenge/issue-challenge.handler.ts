import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { Brakes } from '../../flow/brakes.js';
import { FlowSteps } from '../../flow/flow-steps.js';
import type { FlowRequest } from '../../flow/flow-http.js';
import type { Method } from '../../flow/sign-in.schemas.js';
import type { StepResult } from '../../flow/steps.js';

export class IssueChallenge extends Command<StepResult> {
  constructor(
    readonly flow: FlowRequest,
    readonly method: Method,
  ) {
    super();
  }
}

@CommandHandler(IssueChallenge)
export class IssueChallengeHandler implements ICommandHandler<IssueChallenge> {
  constructor(
    private readonly brakes: Brakes,
    private readonly steps: FlowSteps,
  ) {}

  async execute({ flow, method }: IssueChallenge): Promise<StepResult> {
    await this.brakes.perNetwork('challenge', flow.context);
    return this.steps.take(flow, ({ facts, now }) => ({ type: 'IssueChallenge', now, data: { ...facts, method } }));
  }
}
