import { AccountRefused } from '#domain/account/errors.js';
import type { Role } from '#domain/account/events.js';
import { freshSession, strong } from '#domain/account/guards.js';
import type { Agent } from '#domain/account/staff.js';
import type { Account } from '#domain/account/state.js';
import { OrganizationRefused } from '#domain/organization/errors.js';
import { actionsOf, isWithin, rowOf, scopeFor, type Scope, type StaffAction } from '../platform/access/roles.js';
import type { Clock } from '../platform/clock.js';
import type { Accounts, StaffRecords } from '../platform/event-log/aggregates.js';
import type { Origin } from '../platform/event-log/envelope.js';
import type { WithRaw } from '../platform/http/request-context.js';
import type { KeyVault } from '../platform/keys/key-vault.js';
import type { Random } from '../platform/random.js';
import type { ServiceLimits } from '../platform/service-limits.js';
import type { Brakes } from './brakes.js';
import { originOf } from './origin.js';
import type { CurrentSession, SessionAuth } from './session-auth.js';
import { AssuranceTooLow, ConsoleNotAllowed } from './staff-errors.js';

/** One of the staff, as the streams say at this moment. */
export interface StaffMember {
  readonly current: CurrentSession;
  readonly accountId: string;
  readonly roles: readonly Role[];
  readonly actions: readonly StaffAction[];
  /** For commands of the domain that ask who acts. */
  readonly agent: Extract<Agent, { readonly kind: 'account' }>;
}

/** The same, allowed to do one thing. */
export interface Permitted extends StaffMember {
  readonly action: StaffAction;
  /** The organizations it is allowed for; `null`: all. Lists show nothing else. */
  readonly scope: Scope;
}

/** The same, with the account it is done to. */
export interface PermittedOn extends Permitted {
  readonly target: Account;
}

/** What an action is about; whatever lies outside the agent's organizations is not found. */
export interface Target {
  readonly accountId?: string;
  readonly organizationId?: string;
}

/** What a look-up was about; `text` may name people and is sealed. */
export interface LookedUp extends Target {
  readonly text?: string;
}

/** What one of the staff asked for. */
export interface Attempt {
  readonly member: StaffMember;
  readonly action: StaffAction;
  readonly on: Target;
}

/** Every route of the console begins here. Roles come from the account's stream, so one that was taken away is gone at the next call. */
export class StaffAuth {
  private readonly attempts = new WeakMap<WithRaw['raw'], Attempt>();

  constructor(
    private readonly sessions: SessionAuth,
    private readonly accounts: Accounts,
    private readonly records: StaffRecords,
    private readonly vault: KeyVault,
    private readonly brakes: Brakes,
    private readonly clock: Clock,
    private readonly random: Random,
    private readonly limits: ServiceLimits,
  ) {}

  /**
   * Any of the staff, with a session that is good enough for the console.
   * @throws SessionRequired, CsrfRejected, ConsoleNotAllowed, AssuranceTooLow, TooManyRequests
   */
  async enter(request: WithRaw): Promise<StaffMember> {
    const current = await this.sessions.require(request, this.limits.console);
    const { account, accountId, session } = current;
    if (account.roles.length === 0) throw new ConsoleNotAllowed('no role');
    const enough = this.limits.console.acr === 'phr' ? session.acr === 'phr' : strong.includes(session.acr);
    if (!enough) throw new AssuranceTooLow();
    await this.brakes.perAgent(accountId);
    const { roles } = account;
    return { current, accountId, roles, actions: actionsOf(roles), agent: { kind: 'account', accountId, roles } };
  }

  /**
   * One of the staff who may do this, there. A change needs a session proved just now.
   * @throws besides those of `enter`: ConsoleNotAllowed, AccountRefused or OrganizationRefused `notFound`, StepUpRequired
   */
  async require(request: WithRaw, action: StaffAction, on: Target & { readonly accountId: string }): Promise<PermittedOn>;
  async require(request: WithRaw, action: StaffAction, on?: Target): Promise<Permitted>;
  async require(request: WithRaw, action: StaffAction, on: Target = {}): Promise<Permitted & { readonly target?: Account }> {
    const member = await this.enter(request);
    this.attempts.set(request.raw, { member, action, on });
    const scope = scopeFor(member.roles, member.current.account.roleOrganizations, action);
    if (scope === undefined) throw new ConsoleNotAllowed(action);
    if (on.organizationId !== undefined && !isWithin(scope, on.organizationId)) {
      throw new OrganizationRefused('notFound', 'There is no such organization.');
    }
    const target = on.accountId === undefined ? undefined : await this.account(on.accountId, scope);
    if (rowOf(action).changes) this.requireFresh(member);
    return { ...member, action, scope, ...(target !== undefined && { target }) };
  }

  /** What `require` was asked for by this request; `undefined`: nothing, or by nobody of the staff. */
  attemptOf(request: WithRaw): Attempt | undefined {
    return this.attempts.get(request.raw);
  }

  /** Proved within the last minutes, and strongly. @throws StepUpRequired */
  requireFresh({ current: { account, session } }: StaffMember): void {
    freshSession(account, session.id, this.clock.now(), this.limits.account);
  }

  /** Writes down that something was looked at; before the answer, because what was seen cannot be unseen. */
  async record({ accountId: agentId, action, current }: Permitted, { accountId, organizationId, text }: LookedUp): Promise<void> {
    const key = text === undefined || text === '' ? undefined : await this.vault.get(agentId);
    const data = {
      action,
      accountId: accountId ?? null,
      organizationId: organizationId ?? null,
      text: key === undefined || text === undefined ? null : key.seal('lookedUp', text),
    };
    // Asked twice, looked at twice: a repetition is an event of its own.
    const origin = originOf(current.context, { kind: 'account', accountId: agentId }, this.random.uuid());
    const command = { type: 'LookUp', now: this.clock.now(), data } as const;
    await this.records.decideAndAppend(agentId, command, { ...origin, ...(accountId !== undefined && { onBehalfOf: accountId }) });
  }

  /**
   * The envelope of a change. Its command id is made from session, route and body: the same for a repeated request.
   * @param route method and path with its ids, e.g. `POST /admin/accounts/a-1/disable`
   * @param why as the agent gave it
   */
  origin({ current, accountId }: StaffMember, route: string, body: unknown = null, { reason, ticket }: { readonly reason?: string; readonly ticket?: string | undefined } = {}): Origin {
    return {
      ...originOf(current.context, { kind: 'account', accountId }, this.sessions.commandId(current, route, body)),
      ...(reason !== undefined && { reason }),
      ...(ticket !== undefined && { ticket }),
    };
  }

  csrfToken({ current }: StaffMember): string {
    return this.sessions.csrfToken(current);
  }

  /** Whether what was allowed still is: for answers that go on, such as live events. Counts as no use of the session. */
  async stillMay({ current, accountId, action }: Permitted, organizationId?: string | null): Promise<boolean> {
    if (!(await this.sessions.isLive(current, this.limits.console))) return false;
    const { state } = await this.accounts.load(accountId);
    const scope = scopeFor(state.roles, state.roleOrganizations, action);
    return scope !== undefined && (organizationId === undefined || isWithin(scope, organizationId));
  }

  private async account(accountId: string, scope: Scope): Promise<Account> {
    const { state } = await this.accounts.load(accountId);
    if (state.status === 'none' || !isWithin(scope, state.organizationId)) throw new AccountRefused('notFound', 'There is no such account.');
    return state;
  }
}
