import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { FlowRequest } from '../../flow/flow-http.js';
import { FlowSteps } from '../../flow/flow-steps.js';
import type { StepResult } from '../../flow/steps.js';

export class ReplaceRecoveryCode extends Command<StepResult> {
  constructor(readonly flow: FlowRequest) {
    super();
  }
}

@CommandHandler(ReplaceRecoveryCode)
export class ReplaceRecoveryCodeHandler implements ICommandHandler<ReplaceRecoveryCode> {
  constructor(private readonly steps: FlowSteps) {}

  execute({ flow }: ReplaceRecoveryCode): Promise<StepResult> {
    return this.steps.take(flow, ({ facts, now }) => ({ type: 'ReplaceRecoveryCode', now, data: facts }), { issuesRecoveryCode: true });
  }
}
