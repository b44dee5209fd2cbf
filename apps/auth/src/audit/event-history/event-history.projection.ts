import { createHash } from 'node:crypto';
import { accountCodec } from '#domain/account/codec.js';
import { claimCodec } from '#domain/claims/codec.js';
import type { Sealed } from '#domain/kernel/sealed.js';
import { mailCodec } from '#domain/mail/codec.js';
import { organizationCodec } from '#domain/organization/codec.js';
import { rosterCodec } from '#domain/roster/codec.js';
import { sessionCodec } from '#domain/session/codec.js';
import { staffCodec } from '#domain/staff/codec.js';
import { envelopeOwner } from '../../platform/event-log/envelope-owner.js';
import type { Envelope, LoggedEvent } from '../../platform/event-log/envelope.js';
import { SealBrokenError } from '../../platform/keys/key-vault.js';
import { addressBytes } from '../../platform/network.js';
import type { Open, Projection, Source } from '../../platform/projections/projection.js';
import type { Tables } from '../../platform/projections/tables.js';
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
 * Where every event is and what it is filtered by; what it says is read from the log at its `position`. `at` is in milliseconds since
 * 1970. Kinds, accounts and organizations are numbers, each of them an `id`: an event costs a third of the bytes that their texts would.
 *
 * `actor` is the account that did it, 0 when it is the one that it is about, `null` when no account did; so that the index of actors
 * holds staff at work and not everybody's sign-ins.
 * `request` and `correlation` are identifiers as {@link identifierBytes} has them; most requests are their own correlation, then it is `null`.
 * `address` is where it came from, as 16 bytes, so that networks are found; `null`: not known, or whose it was is erased.
 * `person.search` is the folded name and address, to find events by whom they are about; `null`: erased. Names are those of now.
 */
export const eventHistoryProjection: Projection<HistoryEvent> = {
  name: 'eventHistory.v3',
  tables: ['id', 'event', 'person', 'organization', 'review'],
  schema: `
    CREATE TABLE {id} (number INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE) STRICT;
    CREATE TABLE {event} (
      number INTEGER PRIMARY KEY, at INTEGER NOT NULL, type INTEGER NOT NULL, position TEXT NOT NULL,
      account INTEGER, organization INTEGER, actor INTEGER, request BLOB, correlation BLOB, address BLOB
    ) STRICT;
    CREATE TABLE {person} (account INTEGER PRIMARY KEY, organization INTEGER, name TEXT, search TEXT) STRICT;
    CREATE TABLE {organization} (number INTEGER PRIMARY KEY, name TEXT NOT NULL, search TEXT NOT NULL) STRICT;
    CREATE TABLE {review} (id TEXT PRIMARY KEY, agent_id TEXT NOT NULL, stream TEXT NOT NULL, revision INTEGER NOT NULL, at TEXT NOT NULL,
      period_from TEXT NOT NULL, period_to TEXT NOT NULL) STRICT, WITHOUT ROWID;`,
  // Each of them ends with the number of the event, as every index does.
  indexes: `
    CREATE INDEX IF NOT EXISTS {event}_by_time ON {event} (at);
    CREATE INDEX IF NOT EXISTS {event}_by_type ON {event} (type, at);
    CREATE INDEX IF NOT EXISTS {event}_by_account ON {event} (account, at);
    CREATE INDEX IF NOT EXISTS {event}_by_actor ON {event} (actor, at) WHERE actor > 0;
    CREATE INDEX IF NOT EXISTS {event}_by_organization ON {event} (organization, at, type);
    CREATE INDEX IF NOT EXISTS {event}_by_address ON {event} (address, at) WHERE address IS NOT NULL;
    CREATE INDEX IF NOT EXISTS {event}_by_request ON {event} (request);
    CREATE INDEX IF NOT EXISTS {event}_by_correlation ON {event} (correlation) WHERE correlation IS NOT NULL;`,
  sources: historySources,
  opens: ['AccountRegistered', 'EmailChanged'],
  opensEnvelopes: true,

  apply(logged, tables, open) {
    const { stream, revision, event, envelope } = logged;
    keepPerson(event, stream, tables, open);
    if (event.type === 'OrganizationRegistered' || event.type === 'OrganizationRenamed') {
      tables.run('INSERT OR REPLACE INTO {organization} (number, name, search) VALUES (?, ?, ?)', numberFor(idOf(stream), tables), event.name, folded(event.name));
    }
    keepEvent(logged, tables, addressOf(stream, event, envelope, open));
    if (event.type === 'PeriodReviewed') {
      const review = 'INSERT INTO {review} (id, agent_id, stream, revision, at, period_from, period_to) VALUES (?, ?, ?, ?, ?, ?, ?)';
      tables.run(review, event.reviewId, idOf(stream), stream, revision, event.at, event.from, event.to);
    }
  },

  forget(accountId, tables) {
    const account = numberOf(accountId, tables);
    if (account === undefined) return;
    tables.run('UPDATE {person} SET name = NULL, search = NULL WHERE account = ?', account);
    // What was done to them, and what they did as staff; not what others looked at, which is sealed with the keys of those.
    const asStaff = `type IN (SELECT number FROM {id} WHERE id IN (${Object.keys(staffCodec.classes).map((type) => `'${type}'`).join(', ')}))`;
    tables.run(`UPDATE {event} SET address = NULL WHERE account = ? AND (NOT ${asStaff} OR actor = 0)`, account);
    tables.run(`UPDATE {event} SET address = NULL WHERE actor = ? AND actor > 0 AND ${asStaff}`, account);
  },
};

function keepEvent({ stream, position, event, envelope }: LoggedEvent<HistoryEvent>, tables: Tables, address: Uint8Array | null): void {
  const about = accountOf(event, stream);
  const account = about === null ? null : numberFor(about, tables);
  const actorId = envelope.actor?.kind === 'account' ? envelope.actor.accountId : null;
  const actor = actorId === null ? null : actorId === about ? 0 : numberFor(actorId, tables);
  const { requestId = null, $correlationId = null } = envelope as Partial<Envelope>;
  const request = requestId === null ? null : identifierBytes(requestId);
  const correlation = $correlationId === null || $correlationId === requestId ? null : identifierBytes($correlationId);
  const insert = `INSERT INTO {event} (at, type, position, account, organization, actor, request, correlation, address)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`;
  tables.run(insert, Date.parse(event.at), numberFor(event.type, tables), position, account, organizationOf(event, stream, account, tables), actor, request, correlation, address);
}

/** The number of a kind of event, an account or an organization; `undefined`: nothing happened to it. */
export const numberOf = (id: string, tables: Tables): number | undefined =>
  tables.get<{ number: number }>('SELECT number FROM {id} WHERE id = ?', id)?.number;

/** As they are called now; `null`: nobody, or erased. */
export const personName = (accountId: string, tables: Tables): string | null =>
  tables.get<{ name: string | null }>('SELECT name FROM {person} JOIN {id} ON number = account WHERE id = ?', accountId)?.name ?? null;

/** The same as {@link numberOf} for `apply`, which gives it one. */
const numberFor = (id: string, tables: Tables): number =>
  tables.remembered(id, () => numberOf(id, tables) ?? tables.get<{ number: number }>('INSERT INTO {id} (id) VALUES (?) RETURNING number', id)?.number ?? 0);

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

/** An identifier as 16 bytes: those of the UUID that it mostly is, or of its hash. */
export const identifierBytes = (id: string): Uint8Array =>
  UUID.test(id) ? Buffer.from(id.replaceAll('-', ''), 'hex') : createHash('sha256').update(id).digest().subarray(0, 16);

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

function organizationOf(event: HistoryEvent, stream: string, account: number | null, tables: Tables): number | null {
  if (stream.startsWith('organization-')) return numberFor(idOf(stream), tables);
  if ((event.type === 'StaffLookedUp' || event.type === 'StaffRefused') && event.organizationId !== null) return numberFor(event.organizationId, tables);
  if (account === null) return null;
  const registeredIn = (): number | null => tables.get<{ organization: number | null }>('SELECT organization FROM {person} WHERE account = ?', account)?.organization ?? null;
  // Nobody moves to another one. Those who are in none yet may still be registered.
  return tables.remembered(`organization of ${account}`, registeredIn);
}

function keepPerson(event: HistoryEvent, stream: string, tables: Tables, open: Open): void {
  const opened = (field: 'email' | 'name', value: Sealed): string | null => open(idOf(stream), field, value) ?? null;
  if (event.type === 'AccountRegistered') {
    const email = opened('email', event.email);
    const name = email === null ? null : opened('name', event.name);
    const search = email === null ? null : folded(`${name ?? ''}\n${email}`);
    const organization = event.organizationId === null ? null : numberFor(event.organizationId, tables);
    tables.run('INSERT INTO {person} (account, organization, name, search) VALUES (?, ?, ?, ?)', numberFor(event.accountId, tables), organization, name, search);
  }
  if (event.type === 'EmailChanged') {
    const email = opened('email', event.email);
    if (email === null) return;
    const account = numberFor(idOf(stream), tables);
    const row = tables.get<{ name: string | null }>('SELECT name FROM {person} WHERE account = ?', account);
    tables.run('UPDATE {person} SET search = ? WHERE account = ?', folded(`${row?.name ?? ''}\n${email}`), account);
  }
}
