import { Service, inject } from '@angular/core';
import { Connection } from '../api/connection';
import { SessionApi } from '../api/session-api';
import type { Role, RoleHeld } from '../api/shapes';

export const roleNames: readonly Role[] = ['support', 'compliance', 'account-manager', 'owner'];

export interface StaffEntry {
  readonly accountId: string;
  /** Empty: erased. */
  readonly name: string;
  /** Masked. */
  readonly email: string;
  readonly status: string;
  readonly roles: readonly RoleHeld[];
  readonly lastSignInAt: string | null;
}

@Service()
export class StaffApi {
  private readonly connection = inject(Connection);
  private readonly session = inject(SessionApi);

  async all(): Promise<readonly StaffEntry[]> {
    return (await this.connection.get<{ staff: StaffEntry[] }>('/admin/staff')).staff;
  }

  async grant(accountId: string, grant: RoleHeld, reason: string): Promise<void> {
    const proof = await this.session.prove('roles', accountId);
    await this.connection.send('POST', address(accountId), { ...grant, reason, proof });
  }

  async revoke(accountId: string, role: Role, reason: string): Promise<void> {
    const proof = await this.session.prove('roles', accountId);
    await this.connection.send('DELETE', address(accountId), { role, reason, proof });
  }
}

const address = (accountId: string): string => `/admin/staff/${encodeURIComponent(accountId)}/roles`;
