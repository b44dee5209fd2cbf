import type { MfaReset } from '#domain/account/events.js';
import type { Envelope } from '../../platform/event-log/envelope.js';
import { SealBrokenError } from '../../platform/keys/key-vault.js';
import type { Open } from '../../platform/projections/projection.js';
import type { Tables } from '../../platform/projections/tables.js';

/** `agent_id`: the account of who asked for it; `agent`: what is called so without one. `reason` is null where it is not known, or erased. */
export const resetTables = `
  CREATE TABLE {reset} (
    at INTEGER NOT NULL, account_id TEXT NOT NULL, organization_id TEXT NOT NULL, agent_id TEXT, agent TEXT NOT NULL, proof TEXT NOT NULL, reason TEXT
  ) STRICT;`;

export function keepReset(id: string, event: MfaReset, { actor, reason }: Envelope, tables: Tables, open: Open): void {
  const agentId = event.requestedBy ?? (actor.kind === 'account' ? actor.accountId : null);
  const insert = `INSERT INTO {reset} (at, account_id, organization_id, agent_id, agent, proof, reason)
    SELECT ?, id, organization_id, ?, ?, ?, ? FROM {account} WHERE id = ?`;
  tables.run(insert, Date.parse(event.at), agentId, 'name' in actor ? actor.name : actor.kind, event.identityProof, reason === null ? null : opened(id, reason, open), id);
}

/** One that cannot be opened holds nothing up. */
function opened(id: string, reason: NonNullable<Envelope['reason']>, open: Open): string | null {
  try {
    return open(id, 'reason', reason) ?? null;
  } catch (error) {
    if (error instanceof SealBrokenError) return null;
    throw error;
  }
}
