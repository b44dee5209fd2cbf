import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { Totp } from '../../authenticators/totp/totp.js';
import { Brakes } from '../../flow/brakes.js';
import type { FlowRequest } from '../../flow/flow-http.js';
import { FlowSteps } from '../../flow/flow-steps.js';
import type { StepResult } from '../../flow/steps.js';

export class ConfirmAuthenticator extends Command<StepResult> {
  constructor(
    readonly flow: FlowRequest,
    readonly code: string,
  ) {
    super();
  }
}

@CommandHandler(ConfirmAuthenticator)
export class ConfirmAuthenticatorHandler implements ICommandHandler<ConfirmAuthenticator> {
  constructor(
    private readonly brakes: Brakes,
    private readonly steps: FlowSteps,
    private readonly totp: Totp,
  ) {}

  async execute({ flow, code }: ConfirmAuthenticator): Promise<StepResult> {
    await this.brakes.perNetwork('challenge', flow.context);
    return this.steps.take(flow, async ({ facts, account, key, now }) => {
      const enrolment = account.signIns[flow.ticket.id]?.enrolment ?? null;
      const secret = enrolment && key.open('totpSecret', enrolment.secret);
      const matchedStep = secret === null ? null : await this.totp.matchedStep(secret, code, now);
      const factorId = enrolment?.factorId ?? '';
      return { type: 'ConfirmAuthenticator', now, data: { ...facts, factorId, matchedStep } };
    });
  }
}
