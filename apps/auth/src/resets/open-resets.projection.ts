import { accountCodec } from '#domain/account/codec.js';
import type { AccountEvent } from '#domain/account/events.js';
import type { Projection } from '../platform/projections/projection.js';

/** Which accounts have a reset that waits: the queue of the staff. What is shown of each is read from the account itself. */
export const openResetsProjection: Projection<AccountEvent> = {
  name: 'openResets.v1',
  tables: ['reset'],
  schema: `
    CREATE TABLE {reset} (
      account_id TEXT NOT NULL, id TEXT NOT NULL, requested_at TEXT NOT NULL, expires_at TEXT NOT NULL,
      PRIMARY KEY (account_id, id)
    ) STRICT, WITHOUT ROWID`,
  sources: [{ streamPrefix: 'account-', decode: accountCodec.decode }],
  types: ['MfaResetRequested', 'MfaResetRejected', 'MfaReset'],

  apply({ stream, event }, tables) {
    const accountId = stream.slice('account-'.length);
    switch (event.type) {
      case 'MfaResetRequested': {
        tables.run('DELETE FROM {reset} WHERE account_id = ? AND expires_at <= ?', accountId, event.at);
        const insert = 'INSERT INTO {reset} (account_id, id, requested_at, expires_at) VALUES (?, ?, ?, ?)';
        tables.run(insert, accountId, event.resetId, event.at, event.expiresAt);
        return;
      }
      case 'MfaResetRejected':
        tables.run('DELETE FROM {reset} WHERE account_id = ? AND id = ?', accountId, event.resetId);
        return;
      case 'MfaReset':
        tables.run('DELETE FROM {reset} WHERE account_id = ?', accountId);
        return;
      default:
    }
  },

  forget(accountId, tables) {
    tables.run('DELETE FROM {reset} WHERE account_id = ?', accountId);
  },
};
