import { accountCodec } from '#domain/account/codec.js';
import type { AccountEvent, SessionStarted } from '#domain/account/events.js';
import { addSeconds } from '#domain/kernel/instant.js';
import { sessionCodec } from '#domain/session/codec.js';
import type { SessionEvent } from '#domain/session/events.js';
import type { Envelope } from '../platform/event-log/envelope.js';
import type { Projection } from '../platform/projections/projection.js';
import type { Tables } from '../platform/projections/tables.js';

/** How long a session is listed after its time was up. The log remembers it for good. */
const KEPT_SECONDS = 30 * 24 * 60 * 60;

/** Sessions, open and lately ended. The user agent stays sealed in the rows and is opened when somebody looks. */
export const sessionsProjection: Projection<AccountEvent | SessionEvent> = {
  name: 'sessions.v1',
  tables: ['session'],
  schema: `
    CREATE TABLE {session} (
      account_id TEXT NOT NULL, id TEXT NOT NULL,
      started_at TEXT NOT NULL, authenticated_at TEXT NOT NULL, last_active_at TEXT NOT NULL, expires_at TEXT NOT NULL,
      idle_seconds INTEGER NOT NULL, acr TEXT NOT NULL, device_hash TEXT, user_agent TEXT,
      ended_at TEXT, ended_because TEXT,
      PRIMARY KEY (account_id, id)
    ) STRICT, WITHOUT ROWID`,
  sources: [
    { streamPrefix: 'account-', decode: accountCodec.decode },
    { streamPrefix: 'session-', decode: sessionCodec.decode },
  ],
  types: [
    'SessionStarted', 'SessionElevated', 'SessionRefreshed', 'SessionEnded', 'SessionDisplaced', 'SessionsVoided', 'DeviceRevoked',
    'MfaReset', 'AccountDisabled', 'AccountFrozen',
  ],

  apply({ stream, event, envelope }, tables) {
    const id = stream.slice(stream.indexOf('-') + 1);
    switch (event.type) {
      case 'SessionStarted':
        return started(id, event, envelope, tables);
      case 'SessionElevated': {
        const { acr, at, sessionId } = event;
        const update = 'UPDATE {session} SET acr = ?, authenticated_at = ?, last_active_at = ? WHERE account_id = ? AND id = ?';
        tables.run(update, acr, at, at, id, sessionId);
        return;
      }
      case 'SessionRefreshed':
        tables.run('UPDATE {session} SET last_active_at = ? WHERE account_id = ? AND id = ?', event.at, event.accountId, event.sessionId);
        return;
      case 'SessionEnded':
        return ended(event.accountId, event.sessionId, event.at, event.reason, tables);
      case 'SessionDisplaced':
        return ended(id, event.sessionId, event.at, 'displaced', tables);
      case 'SessionsVoided':
        return allEnded(id, event.at, event.reason, event.exceptSessionId, tables);
      case 'DeviceRevoked':
        for (const sessionId of event.sessionsEnded ?? []) ended(id, sessionId, event.at, 'deviceRevoked', tables);
        return;
      case 'MfaReset':
        return allEnded(id, event.at, 'mfaReset', null, tables);
      case 'AccountDisabled':
        return allEnded(id, event.at, 'accountDisabled', null, tables);
      case 'AccountFrozen':
        return allEnded(id, event.at, 'accountFrozen', null, tables);
      default:
    }
  },

  forget(accountId, tables) {
    tables.run('DELETE FROM {session} WHERE account_id = ?', accountId);
  },
};

function started(accountId: string, event: SessionStarted, envelope: Envelope, tables: Tables): void {
  // By the time of the event, not of the clock, so that a rebuild comes to the same rows.
  tables.run('DELETE FROM {session} WHERE account_id = ? AND expires_at < ?', accountId, addSeconds(event.at, -KEPT_SECONDS));
  const { sessionId, at, expiresAt, idleSeconds, acr, deviceHash } = event;
  const insert = `INSERT INTO {session}
    (account_id, id, started_at, authenticated_at, last_active_at, expires_at, idle_seconds, acr, device_hash, user_agent)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`;
  tables.run(insert, accountId, sessionId, at, at, at, expiresAt, idleSeconds, acr, deviceHash, envelope.userAgent);
}

function ended(accountId: string, id: string, at: string, because: string, tables: Tables): void {
  const update = 'UPDATE {session} SET ended_at = ?, ended_because = ? WHERE account_id = ? AND id = ? AND ended_at IS NULL';
  tables.run(update, at, because, accountId, id);
}

/** Those whose time was up before are left as they are: this did not end them. */
function allEnded(accountId: string, at: string, because: string, except: string | null, tables: Tables): void {
  const update = `UPDATE {session} SET ended_at = ?, ended_because = ?
    WHERE account_id = ? AND id IS NOT ? AND ended_at IS NULL AND expires_at > ?`;
  tables.run(update, at, because, accountId, except, at);
}
