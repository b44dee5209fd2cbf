import { Controller, Get, Req } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import type { z } from 'zod';
import { methods } from '#domain/account/events.js';
import { isAllowed } from '#domain/account/methods.js';
import { policyFact, type AppliedPolicy } from '#domain/account/policy.js';
import { mayRemove } from '#domain/account/remove-authenticator.js';
import type { Account } from '#domain/account/state.js';
import { Policies } from '../../flow/policies.js';
import { SessionAuth } from '../../flow/session-auth.js';
import { Clock } from '../../platform/clock.js';
import { Accounts } from '../../platform/event-log/aggregates.js';
import { Describes } from '../../platform/http/api-docs.js';
import { KeyVault } from '../../platform/keys/key-vault.js';
import { ServiceLimits } from '../../platform/service-limits.js';
import { ownAccountSchema } from './account.schema.js';
import { datesOf, type AccountDates } from './dates-of.js';

type OwnAccount = z.infer<typeof ownAccountSchema>;

/** Read from the account's own stream: always what is true now. */
@ApiTags('Account')
@Controller('api/v1/account')
export class ShowAccountController {
  constructor(
    private readonly auth: SessionAuth,
    private readonly accounts: Accounts,
    private readonly vault: KeyVault,
    private readonly policies: Policies,
    private readonly limits: ServiceLimits,
    private readonly clock: Clock,
  ) {}

  @Get()
  @Describes({
    id: 'getAccount',
    summary: 'What is true of one’s own account',
    description: 'Factors, recovery code, password and the policy that applies. Devices and sessions have lists of their own.',
    credential: 'session',
    answers: ownAccountSchema,
  })
  async show(@Req() request: FastifyRequest): Promise<OwnAccount> {
    const { account, accountId } = await this.auth.require(request);
    const [key, { policy, organization }, history = []] = await Promise.all([
      this.vault.get(accountId),
      this.policies.of(account),
      this.accounts.history(accountId),
    ]);
    const dates = datesOf(history.map(({ event }) => event));
    const { mfaRequired, because } = policyFact(account, policy, this.clock.now());
    const { passwordMinimumWithMfa, passwordMinimumWithoutMfa } = this.limits.account;
    const open = (part: 'email' | 'name'): string => (account[part] === null ? '' : (key?.open(part, account[part]) ?? ''));
    return {
      email: open('email'),
      name: open('name'),
      language: account.language,
      organization: organization && { name: organization.name, supportContact: organization.supportContact },
      policy: { mfaRequired, because, methods: methods.filter((method) => isAllowed(policy, method)), emailCode: policy.emailCode },
      password: { changedAt: dates.passwordChangedAt, minLength: mfaRequired ? passwordMinimumWithMfa : passwordMinimumWithoutMfa },
      authenticators: authenticatorsOf(account, policy, dates),
      recoveryCode: recoveryCodeOf(account, dates),
      trustedDevices: Object.keys(account.devices).length,
    };
  }
}

const authenticatorsOf = (account: Account, policy: AppliedPolicy, { lastUsedAt }: AccountDates): OwnAccount['authenticators'] =>
  Object.values(account.authenticators).map(({ id, enrolledAt }) => ({
    id,
    enrolledAt,
    lastUsedAt: lastUsedAt[id] ?? null,
    disabled: account.disabledFactors.includes(id),
    removable: mayRemove(account, policy, id),
  }));

function recoveryCodeOf({ recoveryCode }: Account, { issuedAt }: AccountDates): OwnAccount['recoveryCode'] {
  const at = recoveryCode === null ? undefined : issuedAt[recoveryCode.id];
  return recoveryCode === null || at === undefined ? null : { issuedAt: at, confirmed: recoveryCode.confirmed };
}
