import { accountCodec } from '#domain/account/codec.js';
import type { AccountEvent } from '#domain/account/events.js';
import type { Projection } from '../platform/projections/projection.js';

/** Which accounts have a case that nobody has closed. What is shown of each is read from the account itself. */
export const openCasesProjection: Projection<AccountEvent> = {
  name: 'openCases.v1',
  tables: ['case'],
  schema: `
    CREATE TABLE {case} (
      account_id TEXT NOT NULL, id TEXT NOT NULL, opened_at TEXT NOT NULL,
      PRIMARY KEY (account_id, id)
    ) STRICT, WITHOUT ROWID`,
  sources: [{ streamPrefix: 'account-', decode: accountCodec.decode }],
  types: ['CaseOpened', 'CaseClosed'],

  apply({ stream, event }, tables) {
    const accountId = stream.slice('account-'.length);
    if (event.type === 'CaseOpened') {
      tables.run('INSERT INTO {case} (account_id, id, opened_at) VALUES (?, ?, ?)', accountId, event.caseId, event.at);
    }
    if (event.type === 'CaseClosed') tables.run('DELETE FROM {case} WHERE account_id = ? AND id = ?', accountId, event.caseId);
  },

  forget(accountId, tables) {
    tables.run('DELETE FROM {case} WHERE account_id = ?', accountId);
  },
};
