import type { Command } from '../kernel/message.js';
import { OrganizationRefused } from './errors.js';
import type { OrganizationEvent } from './events.js';
import type { Organization } from './state.js';

export type RegisterOrganization = Command<
  'RegisterOrganization',
  { readonly organizationId: string; readonly name: string; readonly supportContact: string | null }
>;

export function registerOrganization({ data, now }: RegisterOrganization, organization: Organization): readonly OrganizationEvent[] {
  if (organization.id !== '') throw new OrganizationRefused('exists', 'This organization exists already.');
  return [{ type: 'OrganizationRegistered', at: now, ...data, name: named(data.name) }];
}

export type RenameOrganization = Command<'RenameOrganization', { readonly name: string }>;

export function renameOrganization({ data, now }: RenameOrganization, organization: Organization): readonly OrganizationEvent[] {
  existing(organization);
  const name = named(data.name);
  return name === organization.name ? [] : [{ type: 'OrganizationRenamed', at: now, name }];
}

export type ChangeSupportContact = Command<'ChangeSupportContact', { readonly supportContact: string | null }>;

export function changeSupportContact({ data, now }: ChangeSupportContact, organization: Organization): readonly OrganizationEvent[] {
  existing(organization);
  const { supportContact } = data;
  return supportContact === organization.supportContact ? [] : [{ type: 'SupportContactChanged', at: now, supportContact }];
}

export function existing(organization: Organization): void {
  if (organization.id === '') throw new OrganizationRefused('notFound', 'There is no such organization.');
}

function named(name: string): string {
  const trimmed = name.trim();
  if (trimmed === '') throw new OrganizationRefused('nameMissing', 'An organization needs a name.');
  return trimmed;
}
