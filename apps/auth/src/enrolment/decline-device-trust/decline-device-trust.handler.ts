import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { FlowRequest } from '../../flow/flow-http.js';
import { FlowSteps } from '../../flow/flow-steps.js';
import type { StepResult } from '../../flow/steps.js';

export class DeclineDeviceTrust extends Command<StepResult> {
  constructor(readonly flow: FlowRequest) {
    super();
  }
}

@CommandHandler(DeclineDeviceTrust)
export class DeclineDeviceTrustHandler implements ICommandHandler<DeclineDeviceTrust> {
  constructor(private readonly steps: FlowSteps) {}

  execute({ flow }: DeclineDeviceTrust): Promise<StepResult> {
    return this.steps.take(flow, ({ facts, now }) => ({ type: 'DeclineDeviceTrust', now, data: facts }));
  }
}
