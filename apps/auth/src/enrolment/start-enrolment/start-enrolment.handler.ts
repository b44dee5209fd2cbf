import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { FlowRequest } from '../../flow/flow-http.js';
import { FlowSteps } from '../../flow/flow-steps.js';
import type { StepResult } from '../../flow/steps.js';

export class StartEnrolment extends Command<StepResult> {
  constructor(readonly flow: FlowRequest) {
    super();
  }
}

@CommandHandler(StartEnrolment)
export class StartEnrolmentHandler implements ICommandHandler<StartEnrolment> {
  constructor(private readonly steps: FlowSteps) {}

  execute({ flow }: StartEnrolment): Promise<StepResult> {
    return this.steps.take(flow, ({ facts, now }) => ({ type: 'StartEnrolment', now, data: facts }));
  }
}
