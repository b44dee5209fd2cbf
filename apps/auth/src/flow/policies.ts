import type { AppliedPolicy } from '#domain/account/policy.js';
import type { Account } from '#domain/account/state.js';
import { defaultPolicy, type Organization } from '#domain/organization/state.js';
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
  ) {}

  async of({ organizationId }: Pick<Account, 'organizationId'>): Promise<{ policy: AppliedPolicy; organization: Organization | null }> {
    if (organizationId === null) return { policy: this.unwritten(null), organization: null };
    const { state } = await this.organizations.load(organizationId);
    const policy =
      state.policyRevision === 0
        ? this.unwritten(organizationId)
        : { ...state.policy, organizationId, policyRevision: state.policyRevision };
    return { policy, organization: state };
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
