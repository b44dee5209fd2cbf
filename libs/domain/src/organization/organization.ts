import type { Decider } from '../kernel/decider.js';
import { unreachable } from '../kernel/unreachable.js';
import { changePolicy, type ChangePolicy, type OrganizationLimits } from './change-policy.js';
import type { OrganizationEvent } from './events.js';
import { evolve } from './evolve.js';
import {
  changeSupportContact,
  registerOrganization,
  renameOrganization,
  type ChangeSupportContact,
  type RegisterOrganization,
  type RenameOrganization,
} from './register-organization.js';
import { noOrganization, type Organization } from './state.js';

export type OrganizationCommand = RegisterOrganization | RenameOrganization | ChangeSupportContact | ChangePolicy;

export type OrganizationDecider = Decider<OrganizationCommand, Organization, OrganizationEvent>;

export const createOrganizationDecider = (limits: OrganizationLimits): OrganizationDecider => ({
  initial: noOrganization,
  evolve,
  decide: (command, organization) => {
    switch (command.type) {
      case 'RegisterOrganization':
        return registerOrganization(command, organization);
      case 'RenameOrganization':
        return renameOrganization(command, organization);
      case 'ChangeSupportContact':
        return changeSupportContact(command, organization);
      case 'ChangePolicy':
        return changePolicy(command, organization, limits);
      default:
        return unreachable(command);
    }
  },
});
