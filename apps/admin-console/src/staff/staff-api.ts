import { Service, inject } from '@angular/core';
import { Connection } from '../api/connection';
import { SessionApi } from '../api/session-api';
import type { Role, RoleHeld, Schemas } from '../api/shapes';

export const roleNames: readonly Role[] = ['support', 'compliance', 'account-manager', 'owner'];
export type StaffEntry = Schemas['StaffList']['staff'][number];

@Service()
export class StaffApi {
  private readonly api = inject(Connection);
  private readonly client = this.api.client;
  private readonly session = inject(SessionApi);

  async all(): Promise<readonly StaffEntry[]> {
    return (await this.api.answer(this.client.GET('/admin/staff', {}))).staff;
  }

  async grant(accountId: string, grant: RoleHeld, reason: string): Promise<void> {
    const proof = await this.session.prove('roles', accountId);
    await this.api.done(this.client.POST('/admin/staff/{accountId}/roles', { ...of(accountId), body: { ...grant, reason, proof } }));
  }

  async revoke(accountId: string, role: Role, reason: string): Promise<void> {
    const proof = await this.session.prove('roles', accountId);
    await this.api.done(this.client.DELETE('/admin/staff/{accountId}/roles', { ...of(accountId), body: { role, reason, proof } }));
  }
}

const of = (accountId: string) => ({ params: { path: { accountId } } });
