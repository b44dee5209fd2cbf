import { Service, inject } from '@angular/core';
import type { Language } from '#pages/i18n/language';
import { Connection } from '../api/connection';
import { used, type Page, type Reasoned } from '../api/shapes';
import type { AccountRow, AccountView, TimelineEntry } from './shapes';

const ROWS_A_PAGE = 50;
const ENTRIES_A_PAGE = 60;

export interface AccountsQuery {
  readonly search: string;
  readonly status: AccountRow['status'] | '';
  readonly organizationId: string;
}

export interface HistoryQuery {
  readonly id: string;
  readonly at: string | null;
  readonly types: readonly string[];
  readonly language: Language;
}

@Service()
export class AccountsApi {
  private readonly api = inject(Connection);
  private readonly client = this.api.client;

  async find({ search, status, organizationId }: AccountsQuery, after: string | null): Promise<Page<AccountRow>> {
    const query = { ...used({ search, status, organizationId, after }), limit: ROWS_A_PAGE };
    const { accounts, next } = await this.api.answer(this.client.GET('/admin/accounts', { params: { query } }));
    return { items: accounts, next };
  }

  view(accountId: string, at: string | null): Promise<AccountView> {
    return this.api.answer(this.client.GET('/admin/accounts/{accountId}', { params: { path: { accountId }, query: used({ at }) } }));
  }

  async history({ id, at, types, language }: HistoryQuery, before: string | null): Promise<Page<TimelineEntry>> {
    const query = { ...used({ at, before, types: types.join(',') }), language, limit: ENTRIES_A_PAGE };
    const { entries, next } = await this.api.answer(this.client.GET('/admin/accounts/{accountId}/history', { params: { path: { accountId: id }, query } }));
    return { items: entries, next };
  }

  async reveal(accountId: string, reason: string): Promise<string> {
    return (await this.api.answer(this.client.POST('/admin/accounts/{accountId}/reveal', { ...of(accountId), body: { reason } }))).email;
  }

  revokeDevice(accountId: string, deviceId: string, body: Reasoned): Promise<void> {
    return this.api.done(this.client.POST('/admin/accounts/{accountId}/devices/{deviceId}/revoke', { params: { path: { accountId, deviceId } }, body }));
  }

  removeFactor(accountId: string, factorId: string, body: Reasoned): Promise<void> {
    return this.api.done(this.client.POST('/admin/accounts/{accountId}/factors/{factorId}/remove', { params: { path: { accountId, factorId } }, body }));
  }

  /** @param sessionId left out: all of them */
  endSessions(accountId: string, why: Reasoned, sessionId?: string): Promise<void> {
    const body = sessionId === undefined ? why : { ...why, sessionId };
    return this.api.done(this.client.POST('/admin/accounts/{accountId}/sessions/end', { ...of(accountId), body }));
  }

  liftLimits(accountId: string, body: Reasoned): Promise<void> {
    return this.api.done(this.client.POST('/admin/accounts/{accountId}/limits/lift', { ...of(accountId), body }));
  }

  disable(accountId: string, body: Reasoned): Promise<void> {
    return this.api.done(this.client.POST('/admin/accounts/{accountId}/disable', { ...of(accountId), body }));
  }

  enable(accountId: string, body: Reasoned): Promise<void> {
    return this.api.done(this.client.POST('/admin/accounts/{accountId}/enable', { ...of(accountId), body }));
  }

  resendInvitation(accountId: string, body: Reasoned): Promise<void> {
    return this.api.done(this.client.POST('/admin/accounts/{accountId}/invitation/resend', { ...of(accountId), body }));
  }

  revokeInvitation(accountId: string, body: Reasoned): Promise<void> {
    return this.api.done(this.client.DELETE('/admin/accounts/{accountId}/invitation', { ...of(accountId), body }));
  }
}

const of = (accountId: string) => ({ params: { path: { accountId } } });
