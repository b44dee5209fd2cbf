import { unreachable } from '../kernel/unreachable.js';
import type { OrganizationEvent } from './events.js';
import type { Organization } from './state.js';

export function evolve(organization: Organization, event: OrganizationEvent): Organization {
  switch (event.type) {
    case 'OrganizationRegistered':
      return { ...organization, id: event.organizationId, name: event.name, supportContact: event.supportContact };
    case 'OrganizationRenamed':
      return { ...organization, name: event.name };
    case 'SupportContactChanged':
      return { ...organization, supportContact: event.supportContact };
    case 'MfaPolicyChanged':
      return { ...organization, policy: event.policy, policyRevision: event.policyRevision };
    default:
      return unreachable(event);
  }
}
