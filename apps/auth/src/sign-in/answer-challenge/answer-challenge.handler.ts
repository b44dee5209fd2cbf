import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { Evidence } from '#domain/account/answer-challenge.js';
import { ChallengeRejected } from '#domain/account/errors.js';
import { currentAuthenticator } from '#domain/account/methods.js';
import { isFactorThrottled } from '#domain/account/throttle.js';
import type { Challenge, Device } from '#domain/account/state.js';
import { EmailCodes } from '../../authenticators/email-codes/email-codes.js';
import { credentialIdOf, Passkeys } from '../../authenticators/passkeys/passkeys.js';
import { RecoveryCodes } from '../../authenticators/recovery-codes/recovery-codes.js';
import { Totp } from '../../authenticators/totp/totp.js';
import { Brakes } from '../../flow/brakes.js';
import type { FlowRequest } from '../../flow/flow-http.js';
import { FlowSteps } from '../../flow/flow-steps.js';
import { PasskeyChallenges } from '../../flow/passkey-challenges.js';
import type { StepFacts, StepResult } from '../../flow/steps.js';
import { ServiceLimits } from '../../platform/service-limits.js';

type Answer = { readonly code: string } | { readonly credential: unknown };

export class AnswerChallenge extends Command<StepResult> {
  constructor(
    readonly flow: FlowRequest,
    readonly challengeId: string,
    readonly answer: Answer,
  ) {
    super();
  }
}

/** Gathers what the answer proves; whether that is enough is decided in the account's stream. */
@CommandHandler(AnswerChallenge)
export class AnswerChallengeHandler implements ICommandHandler<AnswerChallenge> {
  constructor(
    private readonly brakes: Brakes,
    private readonly steps: FlowSteps,
    private readonly totp: Totp,
    private readonly emailCodes: EmailCodes,
    private readonly recoveryCodes: RecoveryCodes,
    private readonly passkeys: Passkeys,
    private readonly challenges: PasskeyChallenges,
    private readonly limits: ServiceLimits,
  ) {}

  async execute({ flow, challengeId, answer }: AnswerChallenge): Promise<StepResult> {
    await this.brakes.perNetwork('challenge', flow.context);
    return this.steps.take(flow, async (facts) => {
      const challenge = facts.account.signIns[flow.ticket.id]?.challenges[challengeId];
      const evidence =
        challenge === undefined
          ? nothing
          : 'code' in answer
            ? await this.judgeCode(challenge, answer.code, facts)
            : await this.judgePasskey(challenge, answer.credential, facts);
      return { type: 'AnswerChallenge', now: facts.now, data: { ...facts.facts, challengeId, evidence } };
    });
  }

  private async judgeCode({ id, method, factorId }: Challenge, code: string, { account, key, now }: StepFacts): Promise<Evidence> {
    switch (method) {
      case 'authenticator': {
        const authenticator = currentAuthenticator(account);
        if (authenticator === undefined) return nothing;
        const secret = key.open('totpSecret', authenticator.secret);
        return { method, factorId: authenticator.id, matchedStep: await this.totp.matchedStep(secret, code, now) };
      }
      case 'email-code':
        return { method, matches: this.emailCodes.matches(id, code) };
      case 'recovery-code': {
        const { recoveryCode } = account;
        if (recoveryCode === null) return nothing;
        // A limited answer is not looked at, so it need not cost a hash either; the decision refuses it.
        const limited = factorId !== null && isFactorThrottled(account, factorId, now, this.limits.account);
        const matches = !limited && (await this.recoveryCodes.matches(key.open('recoveryVerifier', recoveryCode.verifier), code));
        return { method, recoveryCodeId: recoveryCode.id, matches };
      }
      case 'passkey':
        throw new ChallengeRejected('a code for a passkey');
    }
  }

  private async judgePasskey({ id, method }: Challenge, credential: unknown, { account }: StepFacts): Promise<Evidence> {
    if (method !== 'passkey') throw new ChallengeRejected('a passkey for a code');
    const devices: readonly Device[] = Object.values(account.devices);
    const credentialId = credentialIdOf(credential);
    const passkey = await this.passkeys.verifyAssertion({
      response: credential,
      challenge: this.challenges.issued(id),
      device: devices.find((device) => device.credentialId === credentialId),
      userHandle: account.userHandle,
      userHandleRequired: false,
      allowed: devices,
    });
    return { method, passkey };
  }
}

/** For a challenge that is not open: the decision refuses it without looking. */
const nothing: Evidence = { method: 'email-code', matches: false };
