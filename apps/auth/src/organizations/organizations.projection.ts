import { organizationCodec } from '#domain/organization/codec.js';
import type { OrganizationEvent } from '#domain/organization/events.js';
import type { Projection } from '../platform/projections/projection.js';

/** Organizations, the policy that holds in each, and every policy that ever did. Nothing here is about a person. */
export const organizationsProjection: Projection<OrganizationEvent> = {
  name: 'organizations.v1',
  tables: ['organization', 'policy'],
  schema: `
    CREATE TABLE {organization} (
      id TEXT PRIMARY KEY, name TEXT NOT NULL, support_contact TEXT, registered_at TEXT NOT NULL, policy_revision INTEGER
    ) STRICT, WITHOUT ROWID;
    CREATE TABLE {policy} (
      organization_id TEXT NOT NULL, revision INTEGER NOT NULL, policy TEXT NOT NULL, at TEXT NOT NULL, actor TEXT NOT NULL,
      PRIMARY KEY (organization_id, revision)
    ) STRICT, WITHOUT ROWID;`,
  indexes: 'CREATE INDEX IF NOT EXISTS {organization}_by_name ON {organization} (name COLLATE NOCASE)',
  sources: [{ streamPrefix: 'organization-', decode: organizationCodec.decode }],
  types: ['OrganizationRegistered', 'OrganizationRenamed', 'SupportContactChanged', 'MfaPolicyChanged'],

  apply({ stream, event, envelope }, tables) {
    const id = stream.slice('organization-'.length);
    switch (event.type) {
      case 'OrganizationRegistered': {
        const insert = 'INSERT INTO {organization} (id, name, support_contact, registered_at) VALUES (?, ?, ?, ?)';
        tables.run(insert, id, event.name, event.supportContact, event.at);
        return;
      }
      case 'OrganizationRenamed':
        tables.run('UPDATE {organization} SET name = ? WHERE id = ?', event.name, id);
        return;
      case 'SupportContactChanged':
        tables.run('UPDATE {organization} SET support_contact = ? WHERE id = ?', event.supportContact, id);
        return;
      case 'MfaPolicyChanged': {
        const insert = 'INSERT INTO {policy} (organization_id, revision, policy, at, actor) VALUES (?, ?, ?, ?, ?)';
        tables.run(insert, id, event.policyRevision, JSON.stringify(event.policy), event.at, JSON.stringify(envelope.actor));
        tables.run('UPDATE {organization} SET policy_revision = ? WHERE id = ?', event.policyRevision, id);
        return;
      }
      default:
    }
  },

  forget() {},
};
