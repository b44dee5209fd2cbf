import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { z } from 'zod';
import { Brakes } from '../../flow/brakes.js';
import { refusedOnTheBeat } from '../../flow/on-the-beat.js';
import { originOf } from '../../flow/origin.js';
import { PasswordJudge } from '../../flow/password-judge.js';
import { Policies } from '../../flow/policies.js';
import { Steps, type StepResult } from '../../flow/steps.js';
import { newTicket } from '../../flow/ticket.js';
import { Clock } from '../../platform/clock.js';
import type { RequestContext } from '../../platform/http/request-context.js';
import { CommandSecrets } from '../../platform/keys/command-secrets.js';
import { KeyedHash } from '../../platform/keys/keyed-hash.js';
import { PasswordHasher } from '../../platform/passwords/password-hasher.js';
import { ServiceLimits } from '../../platform/service-limits.js';
import type { acceptInvitationSchema } from '../account.schemas.js';
import { Invitations } from '../open-invitation.js';

export class AcceptInvitation extends Command<StepResult> {
  constructor(
    readonly input: z.infer<typeof acceptInvitationSchema>,
    readonly deviceId: string | null,
    readonly context: RequestContext,
    readonly commandId: string,
  ) {
    super();
  }
}

@CommandHandler(AcceptInvitation)
export class AcceptInvitationHandler implements ICommandHandler<AcceptInvitation> {
  constructor(
    private readonly brakes: Brakes,
    private readonly invitations: Invitations,
    private readonly policies: Policies,
    private readonly judge: PasswordJudge,
    private readonly hasher: PasswordHasher,
    private readonly secrets: CommandSecrets,
    private readonly hash: KeyedHash,
    private readonly steps: Steps,
    private readonly clock: Clock,
    private readonly limits: ServiceLimits,
  ) {}

  async execute(command: AcceptInvitation): Promise<StepResult> {
    await this.brakes.perNetwork('link', command.context);
    return refusedOnTheBeat(() => this.accept(command));
  }

  private async accept({ input, deviceId, context, commandId }: AcceptInvitation): Promise<StepResult> {
    // Whether it is still open is for the decision: a repeated command finds it used and gets its first answer.
    const { account, accountId, invitationId, key, email } = await this.invitations.open(input.token, () => true);
    const { organization } = await this.policies.of(account);
    const password = this.judge.describe(input.password, email, organization);
    const own = this.secrets.forCommand(commandId);
    const device = deviceId ?? own.uuid('device');
    const known = { id: own.uuid('sign-in'), purpose: 'sign-in', client: input.client, deviceId: device } as const;
    return this.steps.take({
      ticket: newTicket(known, this.clock.now(), this.limits.account),
      accountId,
      origin: originOf(context, { kind: 'account', accountId }, commandId),
      command: async ({ facts, now }) => ({
        type: 'AcceptInvitation',
        now,
        data: {
          ...facts,
          invitationId,
          password,
          verifier: key.seal('passwordVerifier', await this.hasher.hash(input.password)),
          network: this.hash.network(context.sourceAddress),
          deviceHash: this.hash.device(device),
        },
      }),
    });
  }
}
