import { Service, inject } from '@angular/core';
import { Connection } from '../api/connection';
import { SessionApi } from '../api/session-api';
import type { IdentityProof, OpenReset, Receipt, RequestedReset } from './shapes';

export interface ResetRequest {
  readonly reason: string;
  readonly ticket: string;
  readonly identityProof: IdentityProof;
}

@Service()
export class ResetsApi {
  private readonly connection = inject(Connection);
  private readonly session = inject(SessionApi);

  request(accountId: string, request: ResetRequest): Promise<RequestedReset> {
    return this.connection.send('POST', `/admin/accounts/${encodeURIComponent(accountId)}/resets`, request);
  }

  async open(): Promise<readonly OpenReset[]> {
    return (await this.connection.get<{ resets: OpenReset[] }>('/admin/resets', { state: 'open' })).resets;
  }

  one(accountId: string, resetId: string): Promise<OpenReset> {
    return this.connection.get<OpenReset>(address(accountId, resetId));
  }

  /** Asks for the passkey first: what it confirms is this reset and nothing else. */
  async approve(accountId: string, resetId: string): Promise<Receipt> {
    const proof = await this.session.prove('reset', `${accountId}/${resetId}`);
    return this.connection.send('POST', `${address(accountId, resetId)}/approve`, { proof });
  }

  reject(accountId: string, resetId: string, reason: string): Promise<void> {
    return this.connection.send('POST', `${address(accountId, resetId)}/reject`, { reason });
  }
}

const address = (accountId: string, resetId: string): string => `/admin/resets/${encodeURIComponent(accountId)}/${encodeURIComponent(resetId)}`;
