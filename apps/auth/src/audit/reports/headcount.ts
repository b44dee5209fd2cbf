import type { AccountEvent } from '#domain/account/events.js';
import type { Tables } from '../../platform/projections/tables.js';

/**
 * `account`: as it is now; `open_since` is null while it is disabled or erased, `last_at` the last sign-in (`signed_in`) or the registration.
 * `factor`: what each has set up now. `change`: by how much the numbers of an organization (none: '') rose or fell at a moment, so that
 * their sum up to any moment is what was true then.
 */
export const headcountTables = `
  CREATE TABLE {account} (
    number INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, organization_id TEXT NOT NULL, since INTEGER NOT NULL,
    open_since INTEGER, last_at INTEGER NOT NULL, signed_in INTEGER NOT NULL
  ) STRICT;
  CREATE TABLE {factor} (account_id TEXT NOT NULL, id TEXT NOT NULL, kind TEXT NOT NULL, PRIMARY KEY (account_id, id)) STRICT, WITHOUT ROWID;
  CREATE TABLE {change} (
    organization_id TEXT NOT NULL, at INTEGER NOT NULL,
    people INTEGER NOT NULL, covered INTEGER NOT NULL, authenticator INTEGER NOT NULL, passkey INTEGER NOT NULL, recovery_code INTEGER NOT NULL,
    PRIMARY KEY (organization_id, at)
  ) STRICT, WITHOUT ROWID;`;

/** What one account adds to the numbers of its organization: each 0 or 1. */
interface Share {
  readonly people: number;
  readonly covered: number;
  readonly authenticator: number;
  readonly passkey: number;
  readonly recovery_code: number;
}

const nothing: Share = { people: 0, covered: 0, authenticator: 0, passkey: 0, recovery_code: 0 };
const counted = Object.keys(nothing) as readonly (keyof Share)[];

/** Applies what the event changes about one account, and keeps by how much the numbers changed with it. */
export function countHeads(id: string, event: AccountEvent, tables: Tables): void {
  const change = changeOf(id, event, tables);
  if (change === undefined) return;
  const before = shareOf(id, tables);
  change();
  const after = shareOf(id, tables);
  const by = counted.map((number) => after[number] - before[number]);
  if (by.every((difference) => difference === 0)) return;
  const add = `INSERT INTO {change} (organization_id, at, ${counted.join(', ')}) SELECT organization_id, ?, ?, ?, ?, ?, ? FROM {account} WHERE id = ?
    ON CONFLICT DO UPDATE SET ${counted.map((number) => `${number} = ${number} + excluded.${number}`).join(', ')}`;
  tables.run(add, Date.parse(event.at), ...by, id);
}

function shareOf(id: string, tables: Tables): Share {
  const has = (kind: string): string => `EXISTS (SELECT 1 FROM {factor} f WHERE f.account_id = a.id AND f.kind = '${kind}')`;
  const select = `SELECT 1 AS people, ${has('authenticator')} AS authenticator, ${has('passkey')} AS passkey, ${has('recovery-code')} AS recovery_code
    FROM {account} a WHERE a.id = ? AND a.open_since IS NOT NULL`;
  const share = tables.get<Omit<Share, 'covered'>>(select, id);
  return share === undefined ? nothing : { ...share, covered: Math.max(share.authenticator, share.passkey) };
}

/** `undefined`: no number changes with it. */
function changeOf(id: string, event: AccountEvent, tables: Tables): (() => void) | undefined {
  const at = Date.parse(event.at);
  const begins = (factorId: string, kind: string) => () => tables.run('INSERT OR REPLACE INTO {factor} (account_id, id, kind) VALUES (?, ?, ?)', id, factorId, kind);
  const ends = (factorId: string) => () => tables.run('DELETE FROM {factor} WHERE account_id = ? AND id = ?', id, factorId);
  const allEnd = () => tables.run('DELETE FROM {factor} WHERE account_id = ?', id);
  const closes = () => tables.run('UPDATE {account} SET open_since = NULL WHERE id = ?', id);
  switch (event.type) {
    case 'AccountRegistered': {
      const insert = 'INSERT INTO {account} (id, organization_id, since, open_since, last_at, signed_in) VALUES (?, ?, ?, ?, ?, 0)';
      return () => tables.run(insert, id, event.organizationId ?? '', at, at, at);
    }
    case 'AccountDisabled':
      return closes;
    case 'AccountEnabled':
      return () => tables.run('UPDATE {account} SET open_since = coalesce(open_since, ?) WHERE id = ?', at, id);
    case 'AccountErased':
      return () => (allEnd(), closes());
    case 'AuthenticatorEnrolled':
      return begins(event.factorId, 'authenticator');
    case 'AuthenticatorRemoved':
      return ends(event.factorId);
    case 'DeviceTrusted':
      return begins(event.deviceId, 'passkey');
    case 'DeviceRevoked':
      return ends(event.deviceId);
    case 'RecoveryCodeIssued':
      return () => tables.run("DELETE FROM {factor} WHERE account_id = ? AND kind = 'recovery-code'", id);
    case 'RecoveryCodeConfirmed':
      return begins(event.recoveryCodeId, 'recovery-code');
    case 'ChallengePassed':
      return event.method === 'recovery-code' ? ends(event.factorId) : undefined;
    case 'MfaReset':
      return allEnd;
    default:
      return undefined;
  }
}
