import { Service, inject } from '@angular/core';
import { Connection } from '../api/connection';
import { SessionApi } from '../api/session-api';
import type { CsvReport, OrganizationDetails, OrganizationRow, Policy, PolicyPreview } from './shapes';

@Service()
export class OrganizationsApi {
  private readonly connection = inject(Connection);
  private readonly session = inject(SessionApi);

  async all(): Promise<readonly OrganizationRow[]> {
    return (await this.connection.get<{ organizations: OrganizationRow[] }>('/admin/organizations')).organizations;
  }

  one(id: string): Promise<OrganizationDetails> {
    return this.connection.get<OrganizationDetails>(address(id));
  }

  async register(organization: { name: string; supportContact: string | null; mfaRequired: boolean; reason: string }): Promise<string> {
    return (await this.connection.send<{ organizationId: string }>('POST', '/admin/organizations', organization)).organizationId;
  }

  change(id: string, change: { name?: string; supportContact?: string | null; reason: string }): Promise<void> {
    return this.connection.send('PATCH', address(id), change);
  }

  previewPolicy(id: string, change: Partial<Policy>): Promise<PolicyPreview> {
    return this.connection.send<PolicyPreview>('POST', `${address(id)}/policy/preview`, { change });
  }

  /** Asks for the passkey first: what it confirms is a change of this organization's policy. */
  async changePolicy(id: string, change: Partial<Policy>, reason: string): Promise<void> {
    const proof = await this.session.prove('policy', id);
    await this.connection.send('PUT', `${address(id)}/policy`, { change, reason, proof });
  }

  invite(id: string, person: { email: string; name: string; language: string | null }): Promise<void> {
    return this.connection.send('POST', `${address(id)}/invitations`, person);
  }

  previewCsv(id: string, text: string): Promise<CsvReport> {
    return this.connection.send<CsvReport>('POST', `${address(id)}/invitations/csv/preview`, { text });
  }

  inviteCsv(id: string, text: string): Promise<CsvReport> {
    return this.connection.send<CsvReport>('POST', `${address(id)}/invitations/csv`, { text });
  }
}

const address = (id: string): string => `/admin/organizations/${encodeURIComponent(id)}`;
