import { Service, inject } from '@angular/core';
import { Connection } from '../api/connection';
import { SessionApi } from '../api/session-api';
import type { OpenReset, Receipt, RequestedReset, ResetRequest } from './shapes';

@Service()
export class ResetsApi {
  private readonly api = inject(Connection);
  private readonly client = this.api.client;
  private readonly session = inject(SessionApi);

  request(accountId: string, body: ResetRequest): Promise<RequestedReset> {
    return this.api.answer(this.client.POST('/admin/accounts/{accountId}/resets', { params: { path: { accountId } }, body }));
  }

  async open(): Promise<readonly OpenReset[]> {
    return (await this.api.answer(this.client.GET('/admin/resets', { params: { query: { state: 'open' } } }))).resets;
  }

  one(accountId: string, resetId: string): Promise<OpenReset> {
    return this.api.answer(this.client.GET('/admin/resets/{accountId}/{resetId}', of(accountId, resetId)));
  }

  /** Asks for the passkey first: what it confirms is this reset and nothing else. */
  async approve(accountId: string, resetId: string): Promise<Receipt> {
    const proof = await this.session.prove('reset', `${accountId}/${resetId}`);
    return this.api.answer(this.client.POST('/admin/resets/{accountId}/{resetId}/approve', { ...of(accountId, resetId), body: { proof } }));
  }

  reject(accountId: string, resetId: string, reason: string): Promise<void> {
    return this.api.done(this.client.POST('/admin/resets/{accountId}/{resetId}/reject', { ...of(accountId, resetId), body: { reason } }));
  }
}

const of = (accountId: string, resetId: string) => ({ params: { path: { accountId, resetId } } });
