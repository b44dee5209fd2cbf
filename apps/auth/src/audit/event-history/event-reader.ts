import { Injectable } from '@nestjs/common';
import { DomainError } from '#domain/kernel/domain-error.js';
import type { OrganizationEvent } from '#domain/organization/events.js';
import { EventStore, type Position, type RecordedEvent } from '#event-store/event-store.js';
import { StaffNames } from '../../flow/staff-names.js';
import { isWithin, type Scope } from '../../platform/access/roles.js';
import type { Envelope } from '../../platform/event-log/envelope.js';
import { KeyVault } from '../../platform/keys/key-vault.js';
import { Views } from '../../platform/projections/views.js';
import { circumstancesOf } from '../circumstances.js';
import { nameIn } from '../in-language.js';
import type { Language } from '../language.js';
import type { AuditedEvent } from '../sentences.js';
import { entryOf, openEnvelope } from '../show-history/show-history.handler.js';
import type { HistoryEntry } from '../show-history/show-history.query.js';
import { type EventFilter, selectionOf } from './event-filter.js';
import { eventHistoryProjection, historySources, idOf, personName } from './event-history.projection.js';
import type { HistoryEvent } from './event-words.js';
import { organizationSentences } from './organization-sentences.js';

export interface EventRow {
  readonly number: number;
  readonly at: number;
  readonly position: Position;
  readonly type: string;
  readonly account_id: string | null;
  readonly organization_id: string | null;
  readonly actor_id: string | null;
}

/** An event with where it stands and what it says. */
export interface ReadEvent {
  readonly row: EventRow;
  readonly entry: HistoryEntry;
  readonly names: EventNames;
}

/** As they are called now; `null`: nobody, or erased. */
export interface EventNames {
  readonly account: string | null;
  readonly organization: string | null;
  readonly actor: string | null;
}

const idIn = (column: string, name: string): string => `(SELECT id FROM {id} AS i WHERE i.number = ${column}) AS ${name}`;
const columns = `number, at, position, ${idIn('type', 'type')}, ${idIn('account', 'account_id')}, ${idIn('organization', 'organization_id')}, ${idIn('iif(actor = 0, account, actor)', 'actor_id')}`;
const ID = /^(0|[1-9]\d{0,15})@([a-z]+-[A-Za-z0-9-]{1,128})$/;

/** Nothing happened under this id, or not in the reader's organizations. */
export class EventNotFound extends DomainError {
  readonly code = 'event.notFound';
  readonly kind = 'notFound';
  constructor() {
    super('There is no such event.');
  }
}

/** Finds events in the view, and reads what they say from the log. Addresses are masked: who needs one reveals it. */
@Injectable()
export class EventReader {
  constructor(
    private readonly views: Views,
    private readonly store: EventStore,
    private readonly vault: KeyVault,
    private readonly names: StaffNames,
  ) {}

  /** Newest first. @param after the cursor of the last one that was seen: `<at>.<number>` */
  find(filter: EventFilter, scope: Scope, limit: number, after?: string): readonly EventRow[] {
    const tables = this.views.tables(eventHistoryProjection);
    const [at = 0, number = 0] = (after ?? '').split('.').map(Number);
    const seen = after === undefined ? '' : ' AND (at, number) < (?, ?)';
    const found = new Map<number, EventRow>();
    for (const { where, parameters } of selectionOf(filter, scope, tables).alternatives) {
      const select = `SELECT ${columns} FROM {event} WHERE ${where}${seen} ORDER BY at DESC, number DESC LIMIT ?`;
      const rows = tables.all<EventRow>(select, ...parameters, ...(after === undefined ? [] : [at, number]), limit);
      for (const row of rows) found.set(row.number, row);
    }
    return [...found.values()].toSorted((one, other) => other.at - one.at || other.number - one.number).slice(0, limit);
  }

  count(filter: EventFilter, scope: Scope): number {
    const tables = this.views.tables(eventHistoryProjection);
    const counts = selectionOf(filter, scope, tables).disjoint.map(
      ({ where, parameters }) => tables.get<{ count: number }>(`SELECT count(*) AS count FROM {event} WHERE ${where}`, ...parameters)?.count ?? 0,
    );
    return counts.reduce((sum, count) => sum + count, 0);
  }

  /** @param id `<revision>@<stream>` @throws EventNotFound there is none, or not within the scope */
  async one(id: string, scope: Scope, language: Language): Promise<ReadEvent> {
    const [, revision = '', stream = ''] = ID.exec(id) ?? [];
    const source = historySources.find(({ streamPrefix }) => stream.startsWith(streamPrefix));
    const [recorded] = source === undefined ? [] : ((await this.store.read(stream, { from: Number(revision), limit: 1 })) ?? []);
    if (source === undefined || recorded?.revision !== Number(revision)) throw new EventNotFound();
    // By its time, because there is no index over positions.
    const select = `SELECT ${columns} FROM {event} WHERE at = ? AND position = ?`;
    const row = this.views.tables(eventHistoryProjection).get<EventRow>(select, Date.parse(source.decode(recorded).at), recorded.position);
    if (row === undefined || !isWithin(scope, row.organization_id)) throw new EventNotFound();
    const [read] = await this.read([row], language);
    if (read === undefined) throw new EventNotFound();
    return read;
  }

  /** What they say; one whose stream was deleted is left out. */
  async read(rows: readonly EventRow[], language: Language): Promise<readonly ReadEvent[]> {
    const read = await Promise.all(rows.map(async (row) => this.readOne(row, language)));
    return read.flatMap((one) => one ?? []);
  }

  private async readOne(row: EventRow, language: Language): Promise<ReadEvent | undefined> {
    const [recorded] = await this.store.readAll({ from: row.position, limit: 1 });
    const source = historySources.find(({ streamPrefix }) => recorded?.stream.startsWith(streamPrefix));
    if (recorded?.position !== row.position || source === undefined) return undefined;
    return { row, entry: await this.entryOf(recorded, source.decode(recorded), language), names: this.namesOf(row) };
  }

  private namesOf({ account_id, organization_id, actor_id }: EventRow): EventNames {
    const tables = this.views.tables(eventHistoryProjection);
    const nameOf = (id: string | null): string | null => (id === null ? null : personName(id, tables));
    const ofOrganization = 'SELECT name FROM {organization} JOIN {id} USING (number) WHERE id = ?';
    const organization = organization_id === null ? null : (tables.get<{ name: string }>(ofOrganization, organization_id)?.name ?? null);
    return { account: nameOf(account_id), organization, actor: nameOf(actor_id) };
  }

  private async entryOf(recorded: RecordedEvent, event: HistoryEvent, language: Language): Promise<HistoryEntry> {
    const { stream } = recorded;
    const owner = 'accountId' in event && event.accountId !== null && !stream.startsWith('staff-') ? event.accountId : idOf(stream);
    const key = stream.startsWith('email-') || stream.startsWith('passkey-') ? undefined : await this.vault.get(owner);
    const envelope = (recorded.metadata ?? {}) as unknown as Envelope;
    const { actor } = envelope as Partial<Envelope>;
    // What staff looked at is about somebody else: it is said who it was.
    const subject = stream.startsWith('staff-') ? '' : owner;
    const agent = actor?.kind === 'account' && actor.accountId !== subject ? { id: actor.accountId, name: await this.names.nameOf(actor.accountId) } : undefined;
    if (isAudited(stream, event)) {
      const agents = new Map(agent === undefined ? [] : [[agent.id, agent.name]]);
      return entryOf({ ...recorded, event, envelope }, { accountId: subject, key, masked: true, language, deviceNames: new Map(), agents });
    }
    const { type, ...data } = event;
    const opened = openEnvelope(envelope, key);
    const sentence = stream.startsWith('organization-') ? organizationSentences[language](event as OrganizationEvent) : nameIn(language, type);
    const told = `${sentence}${circumstancesOf(opened, subject, language, agent?.name)}`;
    return { at: event.at, type, stream, revision: recorded.revision, sentence: told, data, envelope: opened, agent: agent?.name ?? null };
  }
}

/** Those with personal fields; the others hold public ones only. */
const isAudited = (stream: string, event: HistoryEvent): event is AuditedEvent => /^(account|session|mail|staff)-/.test(stream) && event.type !== undefined;
