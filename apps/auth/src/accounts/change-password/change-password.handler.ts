import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { SessionRequired } from '#domain/account/errors.js';
import { Brakes } from '../../flow/brakes.js';
import { originOf } from '../../flow/origin.js';
import { PasswordCheck } from '../../flow/password-check.js';
import { PasswordJudge } from '../../flow/password-judge.js';
import { Policies } from '../../flow/policies.js';
import { wrongPasswordIn } from '../../flow/refusal-in.js';
import type { CurrentSession } from '../../flow/session-auth.js';
import { Clock } from '../../platform/clock.js';
import { Accounts } from '../../platform/event-log/aggregates.js';
import { KeyedHash } from '../../platform/keys/keyed-hash.js';
import { KeyVault } from '../../platform/keys/key-vault.js';
import { PasswordHasher } from '../../platform/passwords/password-hasher.js';

export class ChangePassword extends Command<void> {
  constructor(
    readonly current: CurrentSession,
    readonly currentPassword: string,
    readonly newPassword: string,
    readonly commandId: string,
  ) {
    super();
  }
}

@CommandHandler(ChangePassword)
export class ChangePasswordHandler implements ICommandHandler<ChangePassword> {
  constructor(
    private readonly brakes: Brakes,
    private readonly accounts: Accounts,
    private readonly vault: KeyVault,
    private readonly policies: Policies,
    private readonly check: PasswordCheck,
    private readonly judge: PasswordJudge,
    private readonly hasher: PasswordHasher,
    private readonly hash: KeyedHash,
    private readonly clock: Clock,
  ) {}

  async execute({ current, currentPassword, newPassword, commandId }: ChangePassword): Promise<void> {
    const { account, accountId, session, context } = current;
    await this.brakes.perNetwork('password', context);
    const key = await this.vault.get(accountId);
    if (key === undefined || account.email === null) throw new SessionRequired('no data key');
    const { policy, organization } = await this.policies.of(account);
    const { matches } = await this.check.of(account, currentPassword);
    const decided = await this.accounts.decideAndAppend(
      accountId,
      {
        type: 'ChangePassword',
        now: this.clock.now(),
        data: {
          sessionId: session.id,
          network: this.hash.network(context.sourceAddress),
          currentMatches: matches,
          password: this.judge.describe(newPassword, key.open('email', account.email), organization),
          verifier: key.seal('passwordVerifier', await this.hasher.hash(newPassword)),
          policy,
        },
      },
      originOf(context, { kind: 'account', accountId }, commandId),
    );
    const refusal = wrongPasswordIn(decided.events);
    if (refusal !== undefined) throw refusal;
  }
}
