import type { AccountCommand } from '#domain/account/account.js';
import type { SignInFacts } from '#domain/account/advance.js';
import { SignInNotFound } from '#domain/account/errors.js';
import type { AccountEvent } from '#domain/account/events.js';
import type { AppliedPolicy } from '#domain/account/policy.js';
import type { Account } from '#domain/account/state.js';
import type { Clock } from '../platform/clock.js';
import type { Accounts } from '../platform/event-log/aggregates.js';
import type { Origin } from '../platform/event-log/envelope.js';
import type { DataKey } from '../platform/keys/data-key.js';
import type { KeyVault } from '../platform/keys/key-vault.js';
import type { FreshValuesFactory, Revealed } from './fresh-values.js';
import type { Policies } from './policies.js';
import type { SignInPresenter } from './presenter.js';
import { refusalIn } from './refusal-in.js';
import type { SignInAnswer } from './sign-in.schemas.js';
import type { Ticket } from './ticket.js';

/** What a step answers, before it becomes cookies or tokens. */
export interface StepResult {
  readonly answer: SignInAnswer;
  readonly ticket: Ticket;
  /** The session that this step started or raised. */
  readonly session: { readonly token: string; readonly expiresAt: string } | null;
}

/** What a use case makes its command from. */
export interface StepFacts {
  readonly facts: SignInFacts;
  readonly account: Account;
  readonly policy: AppliedPolicy;
  readonly key: DataKey;
  readonly now: string;
}

export interface Step {
  readonly ticket: Ticket;
  readonly accountId: string;
  readonly origin: Origin;
  /** Whether a recovery code may come of it: one costs as much as a password. */
  readonly withRecoveryCode?: (account: Account, signInId: string) => boolean;
  readonly command: (facts: StepFacts) => AccountCommand | Promise<AccountCommand>;
}

/** Every step of a sign-in: gather the facts, decide and append, answer with what comes next. */
export class Steps {
  constructor(
    private readonly accounts: Accounts,
    private readonly vault: KeyVault,
    private readonly policies: Policies,
    private readonly freshValues: FreshValuesFactory,
    private readonly presenter: SignInPresenter,
    private readonly clock: Clock,
  ) {}

  async take({ ticket, accountId, origin, withRecoveryCode, command }: Step): Promise<StepResult> {
    const [loaded, key] = await Promise.all([this.accounts.loadIfReadable(accountId), this.vault.get(accountId)]);
    if (loaded === undefined || key === undefined) throw new SignInNotFound('no data key, or a history that cannot be read');
    const { state: account } = loaded;
    const { policy, organization } = await this.policies.of(account);
    const { fresh, revealed } = await this.freshValues.make(origin.commandId, account, accountId, key, {
      sessionId: ticket.sessionId,
      withRecoveryCode: withRecoveryCode?.(account, ticket.id) ?? false,
    });
    const now = this.clock.now();
    const facts = { signInId: ticket.id, policy, fresh };
    const asked = await command({ facts, account, policy, key, now });
    const decided = await this.accounts.decideAndAppend(accountId, asked, origin);
    const refusal = refusalIn(decided.events);
    if (refusal !== undefined) throw refusal;

    const next: Ticket = { ...ticket, accountId, email: null, passkeyOfferedAt: now };
    const answer = this.presenter.present({ account: decided.state, organization, policy, key, ticket: next, now, revealed });
    return { answer, ticket: next, session: sessionStartedBy(decided.events, decided.state, ticket.id, revealed) };
  }

  /** Where the sign-in stands, for a page that was loaded again. */
  async present(ticket: Ticket): Promise<StepResult> {
    const now = this.clock.now();
    const next: Ticket = { ...ticket, passkeyOfferedAt: now };
    if (ticket.accountId === null) return { answer: this.presenter.begun(next, now), ticket: next, session: null };
    const [loaded, key] = await Promise.all([this.accounts.loadIfReadable(ticket.accountId), this.vault.get(ticket.accountId)]);
    const account = loaded?.state;
    if (key === undefined || account === undefined || account.signIns[ticket.id] === undefined || account.status !== 'active') throw new SignInNotFound();
    const { policy, organization } = await this.policies.of(account);
    const answer = this.presenter.present({ account, organization, policy, key, ticket: next, now, revealed: null });
    return { answer, ticket: next, session: null };
  }
}

function sessionStartedBy(events: readonly AccountEvent[], account: Account, signInId: string, revealed: Pick<Revealed, 'sessionToken'>): StepResult['session'] {
  const started = events.find(({ type }) => type === 'SessionStarted' || type === 'SessionElevated');
  const sessionId = account.signIns[signInId]?.sessionId;
  const session = started === undefined || sessionId == null ? undefined : account.sessions[sessionId];
  return session === undefined ? null : { token: revealed.sessionToken, expiresAt: session.expiresAt };
}
