import { Service, inject } from '@angular/core';
import { Connection } from '../api/connection';
import { SessionApi } from '../api/session-api';
import type { Schemas } from '../api/shapes';
import { csvParts, wholeReport } from './csv-parts';
import type { CsvReport, OrganizationDetails, OrganizationRow, PolicyChange, PolicyPreview } from './shapes';

@Service()
export class OrganizationsApi {
  private readonly api = inject(Connection);
  private readonly client = this.api.client;
  private readonly session = inject(SessionApi);

  async all(): Promise<readonly OrganizationRow[]> {
    return (await this.api.answer(this.client.GET('/admin/organizations', {}))).organizations;
  }

  one(id: string): Promise<OrganizationDetails> {
    return this.api.answer(this.client.GET('/admin/organizations/{organizationId}', of(id)));
  }

  async register(body: Schemas['RegisterOrganization']): Promise<string> {
    return (await this.api.answer(this.client.POST('/admin/organizations', { body }))).organizationId;
  }

  change(id: string, body: Schemas['ChangeOrganization']): Promise<void> {
    return this.api.done(this.client.PATCH('/admin/organizations/{organizationId}', { ...of(id), body }));
  }

  previewPolicy(id: string, change: PolicyChange): Promise<PolicyPreview> {
    return this.api.answer(this.client.POST('/admin/organizations/{organizationId}/policy/preview', { ...of(id), body: { change } }));
  }

  /** Asks for the passkey first: what it confirms is a change of this organization's policy. */
  async changePolicy(id: string, change: PolicyChange, reason: string): Promise<void> {
    const proof = await this.session.prove('policy', id);
    await this.api.done(this.client.PUT('/admin/organizations/{organizationId}/policy', { ...of(id), body: { change, reason, proof } }));
  }

  invite(id: string, body: Schemas['InvitePerson']): Promise<void> {
    return this.api.done(this.client.POST('/admin/organizations/{organizationId}/invitations', { ...of(id), body }));
  }

  previewCsv(id: string, file: string): Promise<CsvReport> {
    return inParts(file, (text) => this.api.answer(this.client.POST('/admin/organizations/{organizationId}/invitations/csv/preview', { ...of(id), body: { text } })));
  }

  /** What was invited before a part failed stays so: the same file again finds them there already. */
  inviteCsv(id: string, file: string): Promise<CsvReport> {
    return inParts(file, (text) => this.api.answer(this.client.POST('/admin/organizations/{organizationId}/invitations/csv', { ...of(id), body: { text } })));
  }
}

async function inParts(file: string, send: (text: string) => Promise<CsvReport>): Promise<CsvReport> {
  const parts = csvParts(file);
  const reports: CsvReport[] = [];
  for (const { text } of parts) reports.push(await send(text));
  return wholeReport(parts, reports);
}

const of = (organizationId: string) => ({ params: { path: { organizationId } } });
