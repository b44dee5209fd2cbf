import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { Brakes } from '../../flow/brakes.js';
import { originOf } from '../../flow/origin.js';
import { SignInPresenter } from '../../flow/presenter.js';
import { ReturnTo } from '../../flow/return-to.js';
import type { CurrentSession } from '../../flow/session-auth.js';
import type { BeginSignInInput } from '../../flow/sign-in.schemas.js';
import { Steps, type StepResult } from '../../flow/steps.js';
import { newTicket } from '../../flow/ticket.js';
import { Clock } from '../../platform/clock.js';
import { RequestInvalid } from '../../platform/http/problem.js';
import type { RequestContext } from '../../platform/http/request-context.js';
import { CommandSecrets } from '../../platform/keys/command-secrets.js';
import { KeyedHash } from '../../platform/keys/keyed-hash.js';
import { Random } from '../../platform/random.js';
import { ServiceLimits } from '../../platform/service-limits.js';

export class BeginSignIn extends Command<StepResult> {
  constructor(
    readonly input: BeginSignInInput,
    readonly deviceId: string | null,
    readonly context: RequestContext,
  ) {
    super();
  }
}

/** Nothing is written: until the first factor is tried, a sign-in is only what its sealed ticket says. */
@CommandHandler(BeginSignIn)
export class BeginSignInHandler implements ICommandHandler<BeginSignIn> {
  constructor(
    private readonly brakes: Brakes,
    private readonly returnTo: ReturnTo,
    private readonly presenter: SignInPresenter,
    private readonly random: Random,
    private readonly clock: Clock,
    private readonly limits: ServiceLimits,
  ) {}

  async execute({ input, deviceId, context }: BeginSignIn): Promise<StepResult> {
    await this.brakes.perNetwork('begin', context);
    const now = this.clock.now();
    const known = {
      id: this.random.uuid(),
      purpose: input.purpose,
      client: input.client,
      deviceId: deviceId ?? this.random.uuid(),
      email: input.email ?? null,
      returnTo: this.returnTo.demand(input.returnTo),
    };
    const ticket = newTicket(known, now, this.limits.account);
    return { answer: this.presenter.begun(ticket, now), ticket, session: null };
  }
}

const commandFor = {
  'step-up': 'StartStepUp',
  'set-up': 'StartSetUp',
  'trust-device': 'StartDeviceTrust',
  'recovery-code': 'StartRecoveryCodeReplacement',
} as const;

export class BeginInSession extends Command<StepResult> {
  constructor(
    readonly input: BeginSignInInput,
    readonly purpose: keyof typeof commandFor,
    readonly deviceId: string | null,
    readonly current: CurrentSession,
    readonly commandId: string,
  ) {
    super();
  }
}

/** Proving oneself again, and what one adds to one's own account. */
@CommandHandler(BeginInSession)
export class BeginInSessionHandler implements ICommandHandler<BeginInSession> {
  constructor(
    private readonly steps: Steps,
    private readonly returnTo: ReturnTo,
    private readonly secrets: CommandSecrets,
    private readonly hash: KeyedHash,
    private readonly clock: Clock,
    private readonly limits: ServiceLimits,
  ) {}

  async execute({ input, purpose, deviceId, current, commandId }: BeginInSession): Promise<StepResult> {
    if (input.email !== undefined) throw new RequestInvalid([{ path: 'email', message: 'Left out with a session' }]);
    if (input.client !== current.client) throw new RequestInvalid([{ path: 'client', message: 'The session is of another client' }]);
    const { accountId, session } = current;
    const own = this.secrets.forCommand(commandId);
    const device = deviceId ?? own.uuid('device');
    const known = {
      id: own.uuid('sign-in'),
      purpose,
      client: input.client,
      deviceId: device,
      accountId,
      sessionId: session.id,
      returnTo: this.returnTo.demand(input.returnTo),
    };
    return this.steps.take({
      ticket: newTicket(known, this.clock.now(), this.limits.account),
      accountId,
      origin: originOf(current.context, { kind: 'account', accountId }, commandId),
      withRecoveryCode: () => purpose === 'recovery-code',
      command: ({ facts, now }) => ({
        type: commandFor[purpose],
        now,
        data: { ...facts, sessionId: session.id, deviceHash: this.hash.device(device) },
      }),
    });
  }
}
