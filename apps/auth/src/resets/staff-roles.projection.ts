import { accountCodec } from '#domain/account/codec.js';
import type { AccountEvent } from '#domain/account/events.js';
import type { Projection } from '../platform/projections/projection.js';

/** Which accounts have a role. What the roles are for is read from the accounts themselves. */
export const staffRolesProjection: Projection<AccountEvent> = {
  name: 'staffRoles.v1',
  tables: ['role'],
  schema: 'CREATE TABLE {role} (account_id TEXT NOT NULL, role TEXT NOT NULL, PRIMARY KEY (account_id, role)) STRICT, WITHOUT ROWID',
  sources: [{ streamPrefix: 'account-', decode: accountCodec.decode }],
  types: ['RoleGranted', 'RoleRevoked'],

  apply({ stream, event }, tables) {
    const accountId = stream.slice('account-'.length);
    if (event.type === 'RoleGranted') tables.run('INSERT OR IGNORE INTO {role} (account_id, role) VALUES (?, ?)', accountId, event.role);
    if (event.type === 'RoleRevoked') tables.run('DELETE FROM {role} WHERE account_id = ? AND role = ?', accountId, event.role);
  },

  forget(accountId, tables) {
    tables.run('DELETE FROM {role} WHERE account_id = ?', accountId);
  },
};
