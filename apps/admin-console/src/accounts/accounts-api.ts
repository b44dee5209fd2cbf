import { Service, inject } from '@angular/core';
import { Connection } from '../api/connection';
import type { Page, Reasoned } from '../api/shapes';
import type { AccountRow, AccountView, TimelineEntry } from './shapes';

export interface AccountsQuery {
  readonly search: string;
  readonly status: string;
  readonly organizationId: string;
}

@Service()
export class AccountsApi {
  private readonly connection = inject(Connection);

  async find(query: AccountsQuery, after: string | null): Promise<Page<AccountRow>> {
    const answer = await this.connection.get<{ accounts: AccountRow[]; next: string | null }>('/admin/accounts', { ...query, after, limit: 50 });
    return { items: answer.accounts, next: answer.next };
  }

  view(id: string, at: string | null): Promise<AccountView> {
    return this.connection.get<AccountView>(`/admin/accounts/${encodeURIComponent(id)}`, { at });
  }

  async history(query: { id: string; at: string | null; types: readonly string[] }, before: string | null): Promise<Page<TimelineEntry>> {
    const { id, at, types } = query;
    const address = `/admin/accounts/${encodeURIComponent(id)}/history`;
    const answer = await this.connection.get<{ entries: TimelineEntry[]; next: string | null }>(address, { at, types, before, limit: 60 });
    return { items: answer.entries, next: answer.next };
  }

  async reveal(id: string, reason: string): Promise<string> {
    return (await this.connection.send<{ email: string }>('POST', `/admin/accounts/${encodeURIComponent(id)}/reveal`, { reason })).email;
  }

  revokeInvitation(id: string, why: Reasoned): Promise<void> {
    return this.connection.send('DELETE', `/admin/accounts/${encodeURIComponent(id)}/invitation`, why);
  }

  /** @param action the rest of the address: `devices/…/revoke`, `limits/lift`, `disable` … */
  act(id: string, action: string, why: Reasoned & { readonly sessionId?: string }): Promise<void> {
    return this.connection.send('POST', `/admin/accounts/${encodeURIComponent(id)}/${action}`, why);
  }
}
