import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { SignInRejected } from '#domain/account/errors.js';
import { mayNeedRecoveryCode } from '#domain/account/next-step.js';
import { credentialIdOf, Passkeys } from '../../authenticators/passkeys/passkeys.js';
import { Brakes } from '../../flow/brakes.js';
import type { FlowRequest } from '../../flow/flow-http.js';
import { refusedOnTheBeat } from '../../flow/on-the-beat.js';
import { originOf } from '../../flow/origin.js';
import { PasskeyChallenges } from '../../flow/passkey-challenges.js';
import { Steps, type StepResult } from '../../flow/steps.js';
import { Accounts } from '../../platform/event-log/aggregates.js';
import { Claims } from '../../platform/event-log/claims.js';
import { KeyedHash } from '../../platform/keys/keyed-hash.js';

export class VerifyPasskey extends Command<StepResult> {
  constructor(
    readonly flow: FlowRequest,
    readonly credential: unknown,
  ) {
    super();
  }
}

/** The account is the one that holds the credential id; the user handle must agree. */
@CommandHandler(VerifyPasskey)
export class VerifyPasskeyHandler implements ICommandHandler<VerifyPasskey> {
  constructor(
    private readonly brakes: Brakes,
    private readonly claims: Claims,
    private readonly accounts: Accounts,
    private readonly passkeys: Passkeys,
    private readonly challenges: PasskeyChallenges,
    private readonly hash: KeyedHash,
    private readonly steps: Steps,
  ) {}

  async execute({ flow, credential }: VerifyPasskey): Promise<StepResult> {
    await this.brakes.firstFactor(flow.context);
    return refusedOnTheBeat(() => this.verify(flow, credential));
  }

  private async verify({ ticket, context, commandId }: FlowRequest, credential: unknown): Promise<StepResult> {
    if (ticket.accountId !== null) throw new SignInRejected('first factor proved before');
    const credentialId = credentialIdOf(credential);
    const holder = credentialId === undefined ? undefined : await this.claims.passkeyHolder(this.hash.credential(credentialId));
    if (holder === undefined) throw new SignInRejected('unknown credential');
    const { accountId, deviceId } = holder;
    if ((await this.accounts.loadIfReadable(accountId)) === undefined) throw new SignInRejected('a history that cannot be read');
    return this.steps.take({
      ticket,
      accountId,
      origin: originOf(context, { kind: 'anonymous' }, commandId),
      withRecoveryCode: mayNeedRecoveryCode,
      command: async ({ facts, account, now }) => {
        const challenge = this.challenges.offered('first-factor', ticket, now);
        if (challenge === undefined) throw new SignInRejected('challenge expired');
        const evidence = await this.passkeys.verifyAssertion({
          response: credential,
          challenge,
          device: account.devices[deviceId],
          userHandle: account.userHandle,
          userHandleRequired: true,
          allowed: 'any',
        });
        const deviceHash = ticket.deviceId === null ? null : this.hash.device(ticket.deviceId);
        return { type: 'VerifyPasskey', now, data: { ...facts, expiresAt: ticket.expiresAt, deviceHash, evidence } };
      },
    });
  }
}
