import { Injectable } from '@nestjs/common';
import { AccountRefused } from '#domain/account/errors.js';
import { evolve } from '#domain/account/evolve.js';
import { isAllowed } from '#domain/account/methods.js';
import { policyFact } from '#domain/account/policy.js';
import { type Account, noAccount } from '#domain/account/state.js';
import { fold } from '#domain/kernel/decider.js';
import type { Instant } from '#domain/kernel/instant.js';
import { mailCodec } from '#domain/mail/codec.js';
import { EventStore } from '#event-store/event-store.js';
import { Policies } from '../../flow/policies.js';
import { Accounts } from '../../platform/event-log/aggregates.js';
import { type DataKey, KeyVault } from '../../platform/keys/key-vault.js';
import { maskEmail } from '../../platform/mask-email.js';
import { ServiceLimits } from '../../platform/service-limits.js';
import type { AccountDetails } from './account-page.schemas.js';
import { devicesOf, factorsOf } from './factors-of.js';
import { limitsOf } from './limits-of.js';
import { SessionsReader } from './sessions-reader.js';

const MAILS = 50;
const METHODS = ['passkey', 'authenticator', 'email-code', 'recovery-code'] as const;

/** What was true of an account at an instant: its own stream up to then, and its organization's. No view is asked. */
@Injectable()
export class AccountReader {
  constructor(
    private readonly accounts: Accounts,
    private readonly store: EventStore,
    private readonly vault: KeyVault,
    private readonly policies: Policies,
    private readonly limits: ServiceLimits,
    private readonly sessions: SessionsReader,
  ) {}

  /** @throws AccountRefused `notFound`: there was none yet */
  async read(accountId: string, at: Instant): Promise<AccountDetails> {
    const [history = [], key] = await Promise.all([this.accounts.history(accountId), this.vault.get(accountId)]);
    const then = history.filter(({ event }) => event.at <= at);
    const account = fold({ evolve }, noAccount, then.map(({ event }) => event));
    if (account.status === 'none') throw new AccountRefused('notFound', 'There is no such account.');
    const [applied, sessions, mails] = await Promise.all([
      this.policyOf(account, at),
      this.sessions.read(account, then, at, key),
      this.mailsOf(accountId, at),
    ]);
    return {
      ...whoIs(account, accountId, key),
      at,
      ...applied,
      factors: factorsOf(account, then),
      devices: devicesOf(account, key),
      sessions,
      limits: limitsOf(account, at, this.limits.account),
      mails,
      resets: { open: openResets(account, at) },
      cases: { open: Object.values(account.openCases).map(({ id, openedAt, resetId }) => ({ caseId: id, openedAt, resetId })) },
    };
  }

  private async policyOf(account: Account, at: Instant): Promise<Pick<AccountDetails, 'organization' | 'policy'>> {
    const { policy, organization } = await this.policies.asOf(account, at);
    const { mfaRequired, because, policyRevision } = policyFact(account, policy, at);
    return {
      organization: organization && { id: organization.id, name: organization.name },
      policy: {
        mfaRequired,
        because,
        policyRevision,
        emailCode: policy.emailCode,
        methods: METHODS.filter((method) => isAllowed(policy, method)),
        requiredFrom: policy.requiredFrom ?? null,
        resetApprovals: policy.resetApprovals ?? 1,
      },
    };
  }

  private async mailsOf(accountId: string, at: Instant): Promise<AccountDetails['mails']> {
    const recorded = (await this.store.read(`mail-${accountId}`)) ?? [];
    const outcomes = recorded.map((event) => mailCodec.decode(event)).filter((event) => event.at <= at);
    // That somebody had one tried again is no outcome.
    const known = outcomes.filter((event) => event.type !== 'MailRetried');
    return known.slice(-MAILS).toReversed().map((event) => ({
      kind: event.kind,
      at: event.at,
      outcome: event.type === 'MailSent' ? 'sent' : event.type === 'MailDropped' ? 'dropped' : 'refused',
      reason: event.type === 'MailSent' ? null : event.reason,
    }));
  }
}

function whoIs(account: Account, accountId: string, key: DataKey | undefined) {
  const open = (purpose: 'email' | 'name'): string => {
    const sealed = account[purpose];
    return key === undefined || sealed === null ? '' : key.open(purpose, sealed);
  };
  const status: AccountDetails['status'] = key === undefined ? 'erased' : account.status === 'none' ? 'invited' : account.status;
  return {
    id: accountId,
    email: maskEmail(open('email')),
    name: open('name'),
    status,
    language: account.language,
    roles: [...account.roles],
    invitationExpiresAt: account.status === 'invited' ? (account.invitation?.expiresAt ?? null) : null,
    emailChangedAt: account.emailChangedAt,
    mailboxProofRequired: account.mailboxProofRequired,
  };
}

const openResets = (account: Account, at: Instant): AccountDetails['resets']['open'] =>
  Object.values(account.openResets)
    .filter(({ expiresAt }) => expiresAt > at)
    .map(({ id, requestedBy, requestedAt, expiresAt, approvalsNeeded }) => ({ resetId: id, requestedBy, requestedAt, expiresAt, approvalsNeeded }));
