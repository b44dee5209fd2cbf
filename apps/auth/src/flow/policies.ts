import type { AppliedPolicy } from '#domain/account/policy.js';
import type { Account } from '#domain/account/state.js';
import { fold } from '#domain/kernel/decider.js';
import type { Instant } from '#domain/kernel/instant.js';
import { evolve } from '#domain/organization/evolve.js';
import { defaultPolicy, noOrganization, type Organization } from '#domain/organization/state.js';
import type { Organizations } from '../platform/event-log/aggregates.js';

export interface SessionLengths {
  readonly seconds: number;
  readonly idleSeconds: number;
}

/** The policy that applies to an account now, read from its organization's stream. */
export class Policies {
  constructor(
    private readonly organizations: Organizations,
    private readonly sessions: SessionLengths,
    private readonly memorySeconds: number,
  ) {}

  async of({ organizationId }: Pick<Account, 'organizationId'>): Promise<{ policy: AppliedPolicy; organization: Organization | null }> {
    if (organizationId === null) return { policy: this.unwritten(null), organization: null };
    const { state } = await this.organizations.load(organizationId);
    return { policy: this.written(organizationId, state), organization: state };
  }

  /** To be shown: while the store is away, as it was a moment ago. */
  async organizationOf({ organizationId }: Pick<Account, 'organizationId'>): Promise<Organization | null> {
    if (organizationId === null) return null;
    return (await this.organizations.loadOrRemember(organizationId, this.memorySeconds))?.state ?? null;
  }

  /** The same as it was: by the revision that was the newest then. */
  async asOf({ organizationId }: Pick<Account, 'organizationId'>, at: Instant): Promise<{ policy: AppliedPolicy; organization: Organization | null }> {
    if (organizationId === null) return { policy: this.unwritten(null), organization: null };
    const history = (await this.organizations.history(organizationId)) ?? [];
    const then = history.map(({ event }) => event).filter((event) => event.at <= at);
    const state = fold({ evolve }, noOrganization, then);
    return { policy: this.written(organizationId, state), organization: state };
  }

  private written(organizationId: string, { policy, policyRevision }: Organization): AppliedPolicy {
    return policyRevision === 0 ? this.unwritten(organizationId) : { ...policy, organizationId, policyRevision };
  }

  /** What holds where nobody has decided anything. */
  private unwritten(organizationId: string | null): AppliedPolicy {
    return {
      ...defaultPolicy,
      sessionSeconds: this.sessions.seconds,
      sessionIdleSeconds: this.sessions.idleSeconds,
      organizationId,
      policyRevision: null,
    };
  }
}
