import type { Role } from '#domain/account/events.js';
import type { AccountStatus, AccountSummary } from './directory.tables.js';

/** What {@link summaryOf} needs; `{account}` must be called `a`. */
export const summaryColumns = `
  a.id, a.email, a.name, a.organization_id, a.status, a.created_at, a.last_sign_in_at,
  (SELECT o.name FROM {organization} o WHERE o.id = a.organization_id) AS organization_name,
  (SELECT group_concat(r.role) FROM {role} r WHERE r.account_id = a.id) AS roles,
  (SELECT min(f.disabled) FROM {factor} f WHERE f.account_id = a.id AND f.kind = 'authenticator') AS authenticator_disabled,
  (SELECT f.disabled * 2 + f.confirmed FROM {factor} f WHERE f.account_id = a.id AND f.kind = 'recovery-code') AS recovery_code,
  EXISTS (SELECT 1 FROM {factor} f WHERE f.account_id = a.id AND f.kind = 'email-code' AND f.disabled) AS email_code_disabled,
  (SELECT count(*) FROM {factor} f WHERE f.account_id = a.id AND f.kind = 'passkey') AS trusted_devices`;

export interface SummaryRow {
  readonly id: string;
  readonly email: string | null;
  readonly name: string | null;
  readonly organization_id: string | null;
  readonly organization_name: string | null;
  readonly status: Exclude<AccountStatus, 'erased'>;
  readonly roles: string | null;
  readonly authenticator_disabled: number | null;
  readonly recovery_code: number | null;
  readonly email_code_disabled: number;
  readonly trusted_devices: number;
  readonly created_at: string;
  readonly last_sign_in_at: string | null;
}

export function summaryOf(row: SummaryRow): AccountSummary {
  return {
    id: row.id,
    email: row.email,
    name: row.name,
    organization: row.organization_id === null ? null : { id: row.organization_id, name: row.organization_name },
    status: row.email === null ? 'erased' : row.status,
    roles: (row.roles?.split(',').toSorted() ?? []) as Role[],
    factors: {
      authenticator: row.authenticator_disabled === null ? 'none' : row.authenticator_disabled === 1 ? 'disabled' : 'enrolled',
      recoveryCode: recoveryCodeOf(row.recovery_code),
      emailCode: row.email_code_disabled === 1 ? 'disabled' : 'available',
      trustedDevices: row.trusted_devices,
    },
    createdAt: row.created_at,
    lastSignInAt: row.last_sign_in_at,
  };
}

function recoveryCodeOf(code: number | null): AccountSummary['factors']['recoveryCode'] {
  if (code === null) return 'none';
  if (code >= 2) return 'disabled';
  return code === 1 ? 'confirmed' : 'issued';
}
