import { accountCodec } from '#domain/account/codec.js';
import type { AccountEvent } from '#domain/account/events.js';
import type { Projection } from '../platform/projections/projection.js';
import type { Tables } from '../platform/projections/tables.js';

/** The devices that are trusted now. Their names stay sealed in the rows and are opened when somebody looks. */
export const devicesProjection: Projection<AccountEvent> = {
  name: 'devices.v1',
  tables: ['device'],
  schema: `
    CREATE TABLE {device} (
      account_id TEXT NOT NULL, id TEXT NOT NULL,
      name TEXT NOT NULL, device_hash TEXT, trusted_at TEXT NOT NULL, last_used_at TEXT, backed_up INTEGER NOT NULL,
      PRIMARY KEY (account_id, id)
    ) STRICT, WITHOUT ROWID`,
  sources: [{ streamPrefix: 'account-', decode: accountCodec.decode }],
  types: ['DeviceTrusted', 'DeviceRenamed', 'DeviceRevoked', 'PasskeyVerified', 'ChallengePassed', 'MfaReset'],

  apply({ stream, event }, tables) {
    const accountId = stream.slice('account-'.length);
    switch (event.type) {
      case 'DeviceTrusted': {
        const { deviceId, name, deviceHash, at, backedUp } = event;
        const insert = 'INSERT INTO {device} (account_id, id, name, device_hash, trusted_at, backed_up) VALUES (?, ?, ?, ?, ?, ?)';
        tables.run(insert, accountId, deviceId, name, deviceHash, at, Number(backedUp));
        return;
      }
      case 'DeviceRenamed':
        tables.run('UPDATE {device} SET name = ? WHERE account_id = ? AND id = ?', event.name, accountId, event.deviceId);
        return;
      case 'DeviceRevoked':
        tables.run('DELETE FROM {device} WHERE account_id = ? AND id = ?', accountId, event.deviceId);
        return;
      case 'PasskeyVerified':
        return used(accountId, event.deviceId, event.at, event.backedUp, tables);
      case 'ChallengePassed':
        if (event.method === 'passkey') used(accountId, event.factorId, event.at, event.backedUp, tables);
        return;
      case 'MfaReset':
        return removeAll(accountId, tables);
      default:
    }
  },

  forget: removeAll,
};

function used(accountId: string, id: string, at: string, backedUp: boolean | undefined, tables: Tables): void {
  const update = 'UPDATE {device} SET last_used_at = ?, backed_up = coalesce(?, backed_up) WHERE account_id = ? AND id = ?';
  tables.run(update, at, backedUp === undefined ? null : Number(backedUp), accountId, id);
}

function removeAll(accountId: string, tables: Tables): void {
  tables.run('DELETE FROM {device} WHERE account_id = ?', accountId);
}
