import { accountCodec } from '#domain/account/codec.js';
import type { AccountEvent, AccountRegistered, EmailChanged } from '#domain/account/events.js';
import { organizationCodec } from '#domain/organization/codec.js';
import type { OrganizationEvent } from '#domain/organization/events.js';
import { normalEmail } from '../platform/keys/keyed-hash.js';
import type { Open, Projection } from '../platform/projections/projection.js';
import type { Tables } from '../platform/projections/tables.js';
import { directoryIndexes, directorySchema, directoryTables, fold } from './directory.tables.js';

/** Every account with what it is searched by. Decides nothing: decisions read the account's stream. */
export const directoryProjection: Projection<AccountEvent | OrganizationEvent> = {
  name: 'loginDirectory.v2',
  tables: directoryTables,
  schema: directorySchema,
  indexes: directoryIndexes,
  sources: [
    { streamPrefix: 'account-', decode: accountCodec.decode },
    { streamPrefix: 'organization-', decode: organizationCodec.decode },
  ],
  types: [
    'OrganizationRegistered', 'OrganizationRenamed', 'AccountRegistered', 'EmailChanged', 'PasswordSet', 'AccountDisabled',
    'AccountErased', 'AccountFrozen', 'AccountEnabled', 'SessionStarted', 'RoleGranted', 'RoleRevoked', 'AuthenticatorEnrolled',
    'AuthenticatorRemoved', 'RecoveryCodeIssued', 'RecoveryCodeConfirmed', 'ChallengePassed', 'DeviceTrusted', 'DeviceRevoked',
    'FactorDisabled', 'AccountUnlocked', 'MfaReset',
  ],
  opens: ['AccountRegistered', 'EmailChanged'],

  apply({ stream, event }, tables, open) {
    const id = stream.slice(stream.indexOf('-') + 1);
    switch (event.type) {
      case 'OrganizationRegistered':
      case 'OrganizationRenamed':
        return nameOrganization(id, event.name, tables);
      case 'AccountRegistered':
        return register(id, event, tables, open);
      case 'EmailChanged':
        return changeEmail(id, event, tables, open);
      case 'PasswordSet':
        tables.run(`UPDATE {account} SET has_password = 1, status = iif(status = 'invited', 'active', status) WHERE id = ?`, id);
        return;
      case 'AccountDisabled':
        return setStatus(id, 'disabled', tables);
      case 'AccountErased':
        return setStatus(id, 'erased', tables);
      case 'AccountFrozen':
        return setStatus(id, 'frozen', tables);
      case 'AccountEnabled':
        tables.run(`UPDATE {account} SET status = iif(has_password, 'active', 'invited') WHERE id = ?`, id);
        return;
      case 'SessionStarted':
        tables.run('UPDATE {account} SET last_sign_in_at = ? WHERE id = ?', event.at, id);
        return;
      case 'RoleGranted':
        tables.run('INSERT INTO {role} (account_id, role) VALUES (?, ?) ON CONFLICT DO NOTHING', id, event.role);
        return;
      case 'RoleRevoked':
        tables.run('DELETE FROM {role} WHERE account_id = ? AND role = ?', id, event.role);
        return;
      default:
        return changeFactors(id, event, tables);
    }
  },

  forget(accountId, tables) {
    tables.run(`UPDATE {account} SET email = NULL, address = NULL, name = NULL, search = NULL, sort = '' WHERE id = ?`, accountId);
  },
};

function changeFactors(id: string, event: AccountEvent | OrganizationEvent, tables: Tables): void {
  switch (event.type) {
    case 'AuthenticatorEnrolled':
      return addFactor(id, event.factorId, 'authenticator', 1, tables);
    case 'AuthenticatorRemoved':
      return removeFactor(id, event.factorId, tables);
    case 'RecoveryCodeIssued':
      tables.run(`DELETE FROM {factor} WHERE account_id = ? AND kind = 'recovery-code'`, id);
      return addFactor(id, event.recoveryCodeId, 'recovery-code', 0, tables);
    case 'RecoveryCodeConfirmed':
      tables.run('UPDATE {factor} SET confirmed = 1 WHERE account_id = ? AND id = ?', id, event.recoveryCodeId);
      return;
    case 'ChallengePassed':
      // A recovery code works once.
      if (event.method === 'recovery-code') removeFactor(id, event.factorId, tables);
      return;
    case 'DeviceTrusted':
      return addFactor(id, event.deviceId, 'passkey', 1, tables);
    case 'DeviceRevoked':
      return removeFactor(id, event.deviceId, tables);
    case 'FactorDisabled':
      addFactor(id, event.factorId, event.method, 0, tables);
      tables.run('UPDATE {factor} SET disabled = 1 WHERE account_id = ? AND id = ?', id, event.factorId);
      return;
    case 'AccountUnlocked':
      for (const factorId of event.factorIds) enableFactor(id, factorId, tables);
      return;
    case 'MfaReset':
      tables.run('DELETE FROM {factor} WHERE account_id = ?', id);
      return;
    default:
  }
}

/** Leaves one that is there as it is. */
function addFactor(accountId: string, id: string, kind: string, confirmed: 0 | 1, tables: Tables): void {
  const insert = 'INSERT INTO {factor} (account_id, id, kind, confirmed) VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING';
  tables.run(insert, accountId, id, kind, confirmed);
}

function removeFactor(accountId: string, id: string, tables: Tables): void {
  tables.run('DELETE FROM {factor} WHERE account_id = ? AND id = ?', accountId, id);
}

function enableFactor(accountId: string, id: string, tables: Tables): void {
  tables.run('UPDATE {factor} SET disabled = 0 WHERE account_id = ? AND id = ?', accountId, id);
}

function setStatus(id: string, status: string, tables: Tables): void {
  tables.run('UPDATE {account} SET status = ? WHERE id = ?', status, id);
}

function register(id: string, event: AccountRegistered, tables: Tables, open: Open): void {
  const email = open(id, 'email', event.email) ?? null;
  const name = email === null ? null : (open(id, 'name', event.name) ?? null);
  const insert = `INSERT INTO {account} (id, organization_id, created_at, status, email, address, name, sort, search)
    VALUES (?, ?, ?, 'invited', ?, ?, ?, ?, ?)`;
  const sort = fold(name ?? '');
  const address = email === null ? null : normalEmail(email);
  const search = email === null ? null : searchOf(email, name, organizationName(event.organizationId, tables));
  tables.run(insert, id, event.organizationId, event.at, email, address, name, sort, search);
}

function changeEmail(id: string, event: EmailChanged, tables: Tables, open: Open): void {
  enableFactor(id, 'email', tables);
  const email = open(id, 'email', event.email);
  const row = tables.get<{ name: string | null; organization_id: string | null }>('SELECT name, organization_id FROM {account} WHERE id = ?', id);
  if (email === undefined || row === undefined) return;
  const search = searchOf(email, row.name, organizationName(row.organization_id, tables));
  tables.run('UPDATE {account} SET email = ?, address = ?, search = ? WHERE id = ?', email, normalEmail(email), search, id);
}

function nameOrganization(id: string, name: string, tables: Tables): void {
  tables.run('INSERT INTO {organization} (id, name) VALUES (?, ?) ON CONFLICT DO UPDATE SET name = excluded.name', id, name);
  const select = 'SELECT number, email, name FROM {account} WHERE organization_id = ? AND email IS NOT NULL';
  for (const row of tables.all<{ number: number; email: string; name: string | null }>(select, id)) {
    tables.run('UPDATE {account} SET search = ? WHERE number = ?', searchOf(row.email, row.name, name), row.number);
  }
}

function organizationName(id: string | null, tables: Tables): string | null {
  if (id === null) return null;
  return tables.get<{ name: string }>('SELECT name FROM {organization} WHERE id = ?', id)?.name ?? null;
}

const searchOf = (email: string, name: string | null, organization: string | null): string =>
  fold(`${email}\n${name ?? ''}\n${organization ?? ''}`);
