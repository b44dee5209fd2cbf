import { accountCodec } from '#domain/account/codec.js';
import type { AccountEvent } from '#domain/account/events.js';
import { organizationCodec } from '#domain/organization/codec.js';
import type { OrganizationEvent } from '#domain/organization/events.js';
import type { Projection } from '../../platform/projections/projection.js';
import type { Tables } from '../../platform/projections/tables.js';

/**
 * What was true from when until when, so that a report for any past moment is one query. `until` is null while it still is.
 * Nothing here names a person.
 */
export const reportsProjection: Projection<AccountEvent | OrganizationEvent> = {
  name: 'reports.v1',
  tables: ['account', 'factor', 'role', 'disabled', 'organization', 'policy'],
  schema: `
    CREATE TABLE {account} (id TEXT PRIMARY KEY, organization_id TEXT, since TEXT NOT NULL) STRICT, WITHOUT ROWID;
    CREATE TABLE {factor} (account_id TEXT NOT NULL, id TEXT NOT NULL, kind TEXT NOT NULL, since TEXT NOT NULL, until TEXT) STRICT;
    CREATE INDEX {factor}_by_account ON {factor} (account_id, id);
    CREATE TABLE {role} (account_id TEXT NOT NULL, role TEXT NOT NULL, scope TEXT, given_by TEXT, since TEXT NOT NULL, until TEXT) STRICT;
    CREATE TABLE {disabled} (account_id TEXT NOT NULL, since TEXT NOT NULL, until TEXT) STRICT;
    CREATE INDEX {disabled}_by_account ON {disabled} (account_id);
    CREATE TABLE {organization} (id TEXT NOT NULL, name TEXT NOT NULL, since TEXT NOT NULL) STRICT;
    CREATE TABLE {policy} (organization_id TEXT NOT NULL, mfa_required INTEGER NOT NULL, required_from TEXT, since TEXT NOT NULL) STRICT;`,
  indexes: `CREATE INDEX IF NOT EXISTS {factor}_by_kind ON {factor} (account_id, kind, since, until);`,
  sources: [
    { streamPrefix: 'account-', decode: accountCodec.decode },
    { streamPrefix: 'organization-', decode: organizationCodec.decode },
  ],

  apply({ stream, event, envelope }, tables) {
    const id = stream.slice(stream.indexOf('-') + 1);
    const { at } = event;
    switch (event.type) {
      case 'AccountRegistered':
        tables.run('INSERT INTO {account} (id, organization_id, since) VALUES (?, ?, ?)', id, event.organizationId, at);
        return;
      case 'AccountDisabled':
        tables.run('INSERT INTO {disabled} (account_id, since) VALUES (?, ?)', id, at);
        return;
      case 'AccountErased':
        tables.run('UPDATE {factor} SET until = ? WHERE account_id = ? AND until IS NULL', at, id);
        tables.run('INSERT INTO {disabled} (account_id, since) VALUES (?, ?)', id, at);
        return;
      case 'AccountEnabled':
        tables.run('UPDATE {disabled} SET until = ? WHERE account_id = ? AND until IS NULL', at, id);
        return;
      case 'RoleGranted': {
        endRole(id, event.role, at, tables);
        const scope = event.organizationIds == null ? null : JSON.stringify(event.organizationIds);
        const by = envelope.actor.kind === 'account' ? envelope.actor.accountId : 'name' in envelope.actor ? envelope.actor.name : null;
        tables.run('INSERT INTO {role} (account_id, role, scope, given_by, since) VALUES (?, ?, ?, ?, ?)', id, event.role, scope, by, at);
        return;
      }
      case 'RoleRevoked':
        return endRole(id, event.role, at, tables);
      case 'OrganizationRegistered':
      case 'OrganizationRenamed':
        tables.run('INSERT INTO {organization} (id, name, since) VALUES (?, ?, ?)', id, event.name, at);
        return;
      case 'MfaPolicyChanged': {
        const { mfaRequired, requiredFrom = null } = event.policy;
        const insert = 'INSERT INTO {policy} (organization_id, mfa_required, required_from, since) VALUES (?, ?, ?, ?)';
        tables.run(insert, id, mfaRequired ? 1 : 0, requiredFrom, at);
        return;
      }
      default:
        return changeFactors(id, event, tables);
    }
  },

  forget() {},
};

function changeFactors(id: string, event: AccountEvent | OrganizationEvent, tables: Tables): void {
  const begin = (factorId: string, kind: string): void => {
    tables.run('INSERT INTO {factor} (account_id, id, kind, since) VALUES (?, ?, ?, ?)', id, factorId, kind, event.at);
  };
  const end = (factorId: string): void => {
    tables.run('UPDATE {factor} SET until = ? WHERE account_id = ? AND id = ? AND until IS NULL', event.at, id, factorId);
  };
  switch (event.type) {
    case 'AuthenticatorEnrolled':
      return begin(event.factorId, 'authenticator');
    case 'AuthenticatorRemoved':
      return end(event.factorId);
    case 'DeviceTrusted':
      return begin(event.deviceId, 'passkey');
    case 'DeviceRevoked':
      return end(event.deviceId);
    case 'RecoveryCodeIssued':
      tables.run(`UPDATE {factor} SET until = ? WHERE account_id = ? AND kind = 'recovery-code' AND until IS NULL`, event.at, id);
      return;
    case 'RecoveryCodeConfirmed':
      return begin(event.recoveryCodeId, 'recovery-code');
    case 'ChallengePassed':
      if (event.method === 'recovery-code') end(event.factorId);
      return;
    case 'MfaReset':
      tables.run('UPDATE {factor} SET until = ? WHERE account_id = ? AND until IS NULL', event.at, id);
      return;
    default:
  }
}

function endRole(accountId: string, role: string, at: string, tables: Tables): void {
  tables.run('UPDATE {role} SET until = ? WHERE account_id = ? AND role = ? AND until IS NULL', at, accountId, role);
}
