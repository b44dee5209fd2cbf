import { type IQueryHandler, Query, QueryHandler } from '@nestjs/cqrs';
import type { MfaPolicy } from '#domain/organization/events.js';
import type { Actor } from '../../platform/event-log/envelope.js';
import { Views } from '../../platform/projections/views.js';
import { organizationsProjection } from '../organizations.projection.js';

export interface OrganizationSummary {
  readonly id: string;
  readonly name: string;
  readonly supportContact: string | null;
  readonly registeredAt: string;
  /** Newest first: the first one holds. None: MFA is not required. */
  readonly policies: readonly PolicyRevision[];
}

export interface PolicyRevision {
  readonly revision: number;
  readonly policy: MfaPolicy;
  readonly since: string;
  readonly by: Actor;
}

/** All organizations by name. */
export class ListOrganizations extends Query<readonly OrganizationSummary[]> {}

interface OrganizationRow {
  readonly id: string;
  readonly name: string;
  readonly support_contact: string | null;
  readonly registered_at: string;
}

interface PolicyRow {
  readonly organization_id: string;
  readonly revision: number;
  readonly policy: string;
  readonly at: string;
  readonly actor: string;
}

@QueryHandler(ListOrganizations)
export class ListOrganizationsHandler implements IQueryHandler<ListOrganizations> {
  constructor(private readonly views: Views) {}

  async execute(): Promise<readonly OrganizationSummary[]> {
    const tables = this.views.tables(organizationsProjection);
    const revisions = tables.all<PolicyRow>('SELECT * FROM {policy} ORDER BY organization_id, revision DESC');
    const policies = Map.groupBy(revisions, (row) => row.organization_id);
    const organizations = tables.all<OrganizationRow>('SELECT * FROM {organization} ORDER BY name COLLATE NOCASE, id');
    return organizations.map(({ id, name, support_contact, registered_at }) => ({
      id,
      name,
      supportContact: support_contact,
      registeredAt: registered_at,
      policies: (policies.get(id) ?? []).map(revisionOf),
    }));
  }
}

const revisionOf = ({ revision, policy, at, actor }: PolicyRow): PolicyRevision => ({
  revision,
  policy: JSON.parse(policy) as MfaPolicy,
  since: at,
  by: JSON.parse(actor) as Actor,
});
