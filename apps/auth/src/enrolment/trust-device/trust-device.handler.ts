import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { RegistrationEvidence } from '#domain/account/trust-device.js';
import { Passkeys } from '../../authenticators/passkeys/passkeys.js';
import type { FlowRequest } from '../../flow/flow-http.js';
import { FlowSteps } from '../../flow/flow-steps.js';
import { originOf } from '../../flow/origin.js';
import { PasskeyChallenges } from '../../flow/passkey-challenges.js';
import type { StepFacts, StepResult } from '../../flow/steps.js';
import { Claims } from '../../platform/event-log/claims.js';
import { CommandSecrets } from '../../platform/keys/command-secrets.js';
import { KeyedHash } from '../../platform/keys/keyed-hash.js';
import { describeUserAgent } from '../../platform/user-agent.js';

export class TrustDevice extends Command<StepResult> {
  constructor(
    readonly flow: FlowRequest,
    readonly credential: unknown,
    readonly name: string | undefined,
  ) {
    super();
  }
}

/** The credential id is claimed before the account takes it, so that no two accounts hold the same. */
@CommandHandler(TrustDevice)
export class TrustDeviceHandler implements ICommandHandler<TrustDevice> {
  constructor(
    private readonly steps: FlowSteps,
    private readonly passkeys: Passkeys,
    private readonly challenges: PasskeyChallenges,
    private readonly claims: Claims,
    private readonly secrets: CommandSecrets,
    private readonly hash: KeyedHash,
  ) {}

  execute(command: TrustDevice): Promise<StepResult> {
    return this.steps.take(command.flow, async (facts) => {
      const evidence = await this.judge(command, facts);
      return { type: 'TrustDevice', now: facts.now, data: { ...facts.facts, evidence } };
    });
  }

  private async judge({ flow, credential, name }: TrustDevice, { account, key, now }: StepFacts): Promise<RegistrationEvidence> {
    const { ticket, context, commandId } = flow;
    const challenge = this.challenges.offered('trust-device', ticket, now);
    if (challenge === undefined) return { verified: false, reason: 'wrongChallenge' };
    const registration = await this.passkeys.verifyRegistration({ response: credential, challenge });
    if (!registration.verified) return registration;
    const deviceId = this.secrets.forCommand(commandId).uuid('device');
    const origin = originOf(context, { kind: 'account', accountId: account.id }, commandId);
    const credentialHash = this.hash.credential(registration.credentialId);
    const isOurs = await this.claims.claimPasskey(credentialHash, account.id, deviceId, now, origin);
    if (!isOurs) return { verified: false, reason: 'alreadyRegistered' };
    return { ...registration, deviceId, name: key.seal('deviceName', name ?? describeUserAgent(context.userAgent) ?? 'Device') };
  }
}
