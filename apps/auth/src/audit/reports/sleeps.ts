import type { AccountEvent } from '#domain/account/events.js';
import type { Tables } from '../../platform/projections/tables.js';

export const DAY = 86_400_000;

/**
 * For how long nobody signed in to an open account, once it is over: since the sign-in (`signed_in`) or registration before it, until the next
 * one or until the account was closed; `open_since` as it was then. Those that are not over are the accounts themselves.
 */
export const sleepTables = `
  CREATE TABLE {sleep} (account INTEGER NOT NULL, signed_in INTEGER NOT NULL, since INTEGER NOT NULL, open_since INTEGER NOT NULL, until INTEGER NOT NULL) STRICT;`;

/** Before {@link countHeads}, which closes the account. */
export function keepSleep(id: string, event: AccountEvent, tables: Tables): void {
  const at = Date.parse(event.at);
  // Shorter ones are asked for by no report.
  const over = `INSERT INTO {sleep} (account, signed_in, since, open_since, until)
    SELECT number, signed_in, last_at, open_since, ?1 FROM {account} WHERE id = ?2 AND open_since IS NOT NULL AND ?1 - last_at >= ${DAY}`;
  switch (event.type) {
    case 'SessionStarted':
      tables.run(over, at, id);
      tables.run('UPDATE {account} SET last_at = max(last_at, ?), signed_in = 1 WHERE id = ?', at, id);
      return;
    case 'AccountDisabled':
    case 'AccountErased':
      tables.run(over, at, id);
      return;
    default:
  }
}
