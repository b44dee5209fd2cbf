import { accountCodec } from '#domain/account/codec.js';
import type { AccountEvent } from '#domain/account/events.js';
import { organizationCodec } from '#domain/organization/codec.js';
import type { OrganizationEvent } from '#domain/organization/events.js';
import type { Envelope } from '../../platform/event-log/envelope.js';
import type { Open, Projection } from '../../platform/projections/projection.js';
import type { Tables } from '../../platform/projections/tables.js';
import { countHeads, headcountTables } from './headcount.js';
import { keepReset, resetTables } from './resets-kept.js';
import { keepSleep, sleepTables } from './sleeps.js';

/**
 * What the reports are made of, so that each of them, for any past moment, is one query that looks at little. Instants are milliseconds
 * since 1970; `until` is null while something still is so. Nothing here names a person, but what staff wrote when they reset one.
 */
export const reportsProjection: Projection<AccountEvent | OrganizationEvent> = {
  name: 'reports.v2',
  tables: ['account', 'factor', 'change', 'sleep', 'reset', 'role', 'organization', 'policy'],
  schema: `
    ${headcountTables}
    ${sleepTables}
    ${resetTables}
    CREATE TABLE {role} (account_id TEXT NOT NULL, role TEXT NOT NULL, scope TEXT, given_by TEXT, since INTEGER NOT NULL, until INTEGER) STRICT;
    CREATE TABLE {organization} (id TEXT NOT NULL, name TEXT NOT NULL, since INTEGER NOT NULL) STRICT;
    CREATE TABLE {policy} (organization_id TEXT NOT NULL, mfa_required INTEGER NOT NULL, required_from INTEGER, since INTEGER NOT NULL) STRICT;`,
  indexes: `
    CREATE INDEX IF NOT EXISTS {organization}_by_id ON {organization} (id, since);
    CREATE INDEX IF NOT EXISTS {policy}_by_organization ON {policy} (organization_id, since);
    CREATE INDEX IF NOT EXISTS {reset}_by_time ON {reset} (at);`,
  sources: [
    { streamPrefix: 'account-', decode: accountCodec.decode },
    { streamPrefix: 'organization-', decode: organizationCodec.decode },
  ],
  types: [
    'AccountRegistered', 'AccountDisabled', 'AccountEnabled', 'AccountErased', 'SessionStarted', 'AuthenticatorEnrolled',
    'AuthenticatorRemoved', 'DeviceTrusted', 'DeviceRevoked', 'RecoveryCodeIssued', 'RecoveryCodeConfirmed', 'ChallengePassed',
    'MfaReset', 'RoleGranted', 'RoleRevoked', 'OrganizationRegistered', 'OrganizationRenamed', 'MfaPolicyChanged',
  ],
  opens: ['MfaReset'],

  apply({ stream, event, envelope }, tables, open) {
    const id = stream.slice(stream.indexOf('-') + 1);
    if (stream.startsWith('organization-')) return keepOrganization(id, event as OrganizationEvent, tables);
    const happened = event as AccountEvent;
    keepSleep(id, happened, tables);
    countHeads(id, happened, tables);
    keepStaff(id, happened, envelope, tables, open);
  },

  forget(accountId, tables) {
    tables.run('UPDATE {reset} SET reason = NULL WHERE account_id = ?', accountId);
  },
};

function keepOrganization(id: string, event: OrganizationEvent, tables: Tables): void {
  const at = Date.parse(event.at);
  switch (event.type) {
    case 'OrganizationRegistered':
    case 'OrganizationRenamed':
      tables.run('INSERT INTO {organization} (id, name, since) VALUES (?, ?, ?)', id, event.name, at);
      return;
    case 'MfaPolicyChanged': {
      const { mfaRequired, requiredFrom } = event.policy;
      const from = requiredFrom === undefined || requiredFrom === null ? null : Date.parse(requiredFrom);
      tables.run('INSERT INTO {policy} (organization_id, mfa_required, required_from, since) VALUES (?, ?, ?, ?)', id, mfaRequired ? 1 : 0, from, at);
      return;
    }
    default:
  }
}

function keepStaff(id: string, event: AccountEvent, envelope: Envelope, tables: Tables, open: Open): void {
  const at = Date.parse(event.at);
  const end = (role: string) => tables.run('UPDATE {role} SET until = ? WHERE account_id = ? AND role = ? AND until IS NULL', at, id, role);
  switch (event.type) {
    case 'RoleGranted': {
      end(event.role);
      const scope = event.organizationIds == null ? null : JSON.stringify(event.organizationIds);
      const { actor } = envelope;
      const by = actor.kind === 'account' ? actor.accountId : 'name' in actor ? actor.name : null;
      tables.run('INSERT INTO {role} (account_id, role, scope, given_by, since) VALUES (?, ?, ?, ?, ?)', id, event.role, scope, by, at);
      return;
    }
    case 'RoleRevoked':
      end(event.role);
      return;
    case 'MfaReset':
      return keepReset(id, event, envelope, tables, open);
    default:
  }
}
