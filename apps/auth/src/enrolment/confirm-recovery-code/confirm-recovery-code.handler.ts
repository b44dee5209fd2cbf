import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { FlowRequest } from '../../flow/flow-http.js';
import { FlowSteps } from '../../flow/flow-steps.js';
import type { StepResult } from '../../flow/steps.js';

export class ConfirmRecoveryCode extends Command<StepResult> {
  constructor(readonly flow: FlowRequest) {
    super();
  }
}

@CommandHandler(ConfirmRecoveryCode)
export class ConfirmRecoveryCodeHandler implements ICommandHandler<ConfirmRecoveryCode> {
  constructor(private readonly steps: FlowSteps) {}

  execute({ flow }: ConfirmRecoveryCode): Promise<StepResult> {
    return this.steps.take(flow, ({ facts, now }) => ({ type: 'ConfirmRecoveryCode', now, data: facts }));
  }
}
