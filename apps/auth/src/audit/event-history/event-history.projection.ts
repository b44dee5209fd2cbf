import { accountCodec } from '#domain/account/codec.js';
import { claimCodec } from '#domain/claims/codec.js';
import type { Sealed } from '#domain/kernel/sealed.js';
import { mailCodec } from '#domain/mail/codec.js';
import { organizationCodec } from '#domain/organization/codec.js';
import { rosterCodec } from '#domain/roster/codec.js';
import { sessionCodec } from '#domain/session/codec.js';
import { staffCodec } from '#domain/staff/codec.js';
import { envelopeOwner } from '../../platform/event-log/envelope-owner.js';
import type { Envelope } from '../../platform/event-log/envelope.js';
import { SealBrokenError } from '../../platform/keys/key-vault.js';
import { addressBytes } from '../../platform/network.js';
import type { Open, Projection, Source } from '../../platform/projections/projection.js';
import type { Tables } from '../../platform/projections/tables.js';
import { outcomeOf } from '../account-history/entry-kinds.js';
import type { HistoryEvent } from './event-words.js';

/** How the events of a stream are read. */
export const historySources: readonly Source<HistoryEvent>[] = [
  { streamPrefix: 'account-', decode: accountCodec.decode },
  { streamPrefix: 'session-', decode: sessionCodec.decode },
  { streamPrefix: 'mail-', decode: mailCodec.decode },
  { streamPrefix: 'staff-', decode: staffCodec.decode },
  { streamPrefix: 'organization-', decode: organizationCodec.decode },
  { streamPrefix: 'roster-', decode: rosterCodec.decode },
  { streamPrefix: 'email-', decode: claimCodec.decode },
  { streamPrefix: 'passkey-', decode: claimCodec.decode },
];

/**
 * Where every event is and what it is filtered by; what it says is read from the log. `at` is in milliseconds since 1970.
 * `address` is where it came from, as 16 bytes, so that networks are found; `null`: not known, or whose it was is erased.
 * `person.search` is the folded name and address, to find events by whom they are about; `null`: erased. Names are those of now.
 */
export const eventHistoryProjection: Projection<HistoryEvent> = {
  name: 'eventHistory.v2',
  tables: ['event', 'person', 'organization', 'review'],
  schema: `
    CREATE TABLE {event} (
      number INTEGER PRIMARY KEY, at INTEGER NOT NULL, type TEXT NOT NULL, outcome TEXT NOT NULL,
      stream TEXT NOT NULL, revision INTEGER NOT NULL,
      account_id TEXT, organization_id TEXT, actor_id TEXT, request_id TEXT, correlation_id TEXT, address BLOB
    ) STRICT;
    CREATE TABLE {person} (account_id TEXT PRIMARY KEY, organization_id TEXT, name TEXT, search TEXT) STRICT, WITHOUT ROWID;
    CREATE TABLE {organization} (id TEXT PRIMARY KEY, name TEXT NOT NULL, search TEXT NOT NULL) STRICT, WITHOUT ROWID;
    CREATE TABLE {review} (id TEXT PRIMARY KEY, agent_id TEXT NOT NULL, stream TEXT NOT NULL, revision INTEGER NOT NULL, at TEXT NOT NULL,
      period_from TEXT NOT NULL, period_to TEXT NOT NULL) STRICT, WITHOUT ROWID;`,
  indexes: `
    CREATE INDEX IF NOT EXISTS {event}_by_time ON {event} (at, number);
    CREATE INDEX IF NOT EXISTS {event}_by_type ON {event} (type, at, number);
    CREATE INDEX IF NOT EXISTS {event}_by_account ON {event} (account_id, at, number);
    CREATE INDEX IF NOT EXISTS {event}_by_actor ON {event} (actor_id, at, number);
    CREATE INDEX IF NOT EXISTS {event}_by_organization ON {event} (organization_id, at, number, type);
    CREATE INDEX IF NOT EXISTS {event}_by_outcome ON {event} (outcome, at, number);
    CREATE INDEX IF NOT EXISTS {event}_by_address ON {event} (address, at, number) WHERE address IS NOT NULL;
    CREATE INDEX IF NOT EXISTS {event}_by_request ON {event} (request_id);
    CREATE INDEX IF NOT EXISTS {event}_by_correlation ON {event} (correlation_id) WHERE correlation_id IS NOT NULL;`,
  sources: historySources,
  opens: ['AccountRegistered', 'EmailChanged'],
  opensEnvelopes: true,

  apply({ stream, revision, event, envelope }, tables, open) {
    keepPerson(event, stream, tables, open);
    if (event.type === 'OrganizationRegistered' || event.type === 'OrganizationRenamed') {
      tables.run('INSERT OR REPLACE INTO {organization} (id, name, search) VALUES (?, ?, ?)', idOf(stream), event.name, folded(event.name));
    }
    const accountId = accountOf(event, stream);
    const organizationId = organizationOf(event, stream, accountId, tables);
    const actorId = envelope.actor?.kind === 'account' ? envelope.actor.accountId : null;
    const insert = `INSERT INTO {event} (at, type, outcome, stream, revision, account_id, organization_id, actor_id, request_id, correlation_id, address)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`;
    const request = envelope.requestId ?? null;
    const correlation = envelope.$correlationId ?? null;
    // Most requests are their own correlation.
    tables.run(insert, Date.parse(event.at), event.type, outcomeOf(event.type), stream, revision, accountId, organizationId, actorId, request, correlation === request ? null : correlation, addressOf(stream, event, envelope, open));
    if (event.type === 'PeriodReviewed') {
      const review = 'INSERT INTO {review} (id, agent_id, stream, revision, at, period_from, period_to) VALUES (?, ?, ?, ?, ?, ?, ?)';
      tables.run(review, event.reviewId, idOf(stream), stream, revision, event.at, event.from, event.to);
    }
  },

  forget(accountId, tables) {
    tables.run('UPDATE {person} SET name = NULL, search = NULL WHERE account_id = ?', accountId);
    // What was done to them, and what they did as staff; not what others looked at, which is sealed with the keys of those.
    tables.run("UPDATE {event} SET address = NULL WHERE account_id = ? AND stream NOT LIKE 'staff-%'", accountId);
    tables.run('UPDATE {event} SET address = NULL WHERE actor_id = ? AND stream = ?', accountId, `staff-${accountId}`);
  },
};

export const idOf = (stream: string): string => stream.slice(stream.indexOf('-') + 1);

/** For searching: without case and accents. */
export const folded = (text: string): string => text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase();

/** One that cannot be opened is not found, and holds nothing up. */
function addressOf(stream: string, event: HistoryEvent, { sourceAddress }: Partial<Envelope>, open: Open): Uint8Array | null {
  const owner = envelopeOwner({ stream, data: event });
  if (owner === undefined || sourceAddress === null || sourceAddress === undefined) return null;
  try {
    return addressBytes(open(owner, 'sourceAddress', sourceAddress) ?? '') ?? null;
  } catch (error) {
    if (error instanceof SealBrokenError) return null;
    throw error;
  }
}

/** Whom it is about; for what staff looked at, whose data it was. */
function accountOf(event: HistoryEvent, stream: string): string | null {
  if ('accountId' in event) return event.accountId;
  return stream.startsWith('account-') || stream.startsWith('mail-') || stream.startsWith('staff-') ? idOf(stream) : null;
}

function organizationOf(event: HistoryEvent, stream: string, accountId: string | null, tables: Tables): string | null {
  if (stream.startsWith('organization-')) return idOf(stream);
  if (event.type === 'StaffLookedUp' && event.organizationId !== null) return event.organizationId;
  if (accountId === null) return null;
  return tables.get<{ organization_id: string | null }>('SELECT organization_id FROM {person} WHERE account_id = ?', accountId)?.organization_id ?? null;
}

function keepPerson(event: HistoryEvent, stream: string, tables: Tables, open: Open): void {
  const opened = (field: 'email' | 'name', value: Sealed): string | null => open(idOf(stream), field, value) ?? null;
  if (event.type === 'AccountRegistered') {
    const email = opened('email', event.email);
    const name = email === null ? null : opened('name', event.name);
    const search = email === null ? null : folded(`${name ?? ''}\n${email}`);
    tables.run('INSERT INTO {person} (account_id, organization_id, name, search) VALUES (?, ?, ?, ?)', event.accountId, event.organizationId, name, search);
  }
  if (event.type === 'EmailChanged') {
    const email = opened('email', event.email);
    if (email === null) return;
    const row = tables.get<{ name: string | null }>('SELECT name FROM {person} WHERE account_id = ?', idOf(stream));
    tables.run('UPDATE {person} SET search = ? WHERE account_id = ?', folded(`${row?.name ?? ''}\n${email}`), idOf(stream));
  }
}
