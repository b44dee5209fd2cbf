import { mailCodec } from '#domain/mail/codec.js';
import type { MailEvent } from '#domain/mail/events.js';
import { mayBeRetried } from '#domain/mail/retry-mail.js';
import type { Projection } from '../../platform/projections/projection.js';

/** The mails that were not sent and may be tried again: ids and what went wrong, nothing about a person. */
export const givenUpMailsProjection: Projection<MailEvent> = {
  name: 'givenUpMails.v1',
  tables: ['mail'],
  schema: `
    CREATE TABLE {mail} (
      cause_event_id TEXT NOT NULL, kind TEXT NOT NULL, account_id TEXT NOT NULL, reason TEXT NOT NULL, status_code INTEGER,
      attempts INTEGER, last_error TEXT, since TEXT NOT NULL, retried_at TEXT,
      PRIMARY KEY (cause_event_id, kind)
    ) STRICT, WITHOUT ROWID`,
  sources: [{ streamPrefix: 'mail-', decode: mailCodec.decode }],
  types: ['MailSent', 'MailDropped', 'MailRefused', 'MailRetried'],

  apply({ stream, event }, tables) {
    const accountId = stream.slice('mail-'.length);
    const { causeEventId, kind, at } = event;
    if (event.type === 'MailRetried') {
      tables.run('UPDATE {mail} SET retried_at = ? WHERE cause_event_id = ? AND kind = ?', at, causeEventId, kind);
    } else if (event.type === 'MailRefused' && mayBeRetried(event)) {
      const { reason, statusCode, attempts = null, lastError = null } = event;
      const insert = 'INSERT OR REPLACE INTO {mail} VALUES (?, ?, ?, ?, ?, ?, ?, ?, NULL)';
      tables.run(insert, causeEventId, kind, accountId, reason, statusCode, attempts, lastError, at);
    } else {
      tables.run('DELETE FROM {mail} WHERE cause_event_id = ? AND kind = ?', causeEventId, kind);
    }
  },

  forget(accountId, tables) {
    tables.run('DELETE FROM {mail} WHERE account_id = ?', accountId);
  },
};
