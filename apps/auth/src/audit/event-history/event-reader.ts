import { Injectable } from '@nestjs/common';
import type { OrganizationEvent } from '#domain/organization/events.js';
import { EventStore, type RecordedEvent } from '#event-store/event-store.js';
import { StaffNames } from '../../flow/staff-names.js';
import type { Scope } from '../../platform/access/roles.js';
import type { Envelope } from '../../platform/event-log/envelope.js';
import { KeyVault } from '../../platform/keys/key-vault.js';
import { Views } from '../../platform/projections/views.js';
import { circumstancesOf } from '../circumstances.js';
import type { AuditedEvent } from '../sentences.js';
import { entryOf, openEnvelope } from '../show-history/show-history.handler.js';
import type { HistoryEntry } from '../show-history/show-history.query.js';
import { conditionsOf, type EventFilter } from './event-filter.js';
import { eventHistoryProjection, historySources, idOf } from './event-history.projection.js';
import { eventWords, type HistoryEvent } from './event-words.js';

export interface EventRow {
  readonly number: number;
  readonly at: number;
  readonly type: string;
  readonly outcome: 'success' | 'failure' | 'neutral';
  readonly stream: string;
  readonly revision: number;
  readonly account_id: string | null;
  readonly organization_id: string | null;
}

/** An event with where it stands and what it says. */
export interface ReadEvent {
  readonly row: EventRow;
  readonly entry: HistoryEntry;
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
    const { where, parameters } = conditionsOf(filter, scope, tables);
    const [at = 0, number = 0] = (after ?? '').split('.').map(Number);
    const seen = after === undefined ? '' : ' AND (at, number) < (?, ?)';
    const select = `SELECT number, at, type, outcome, stream, revision, account_id, organization_id FROM {event}
      WHERE ${where}${seen} ORDER BY at DESC, number DESC LIMIT ?`;
    return tables.all<EventRow>(select, ...parameters, ...(after === undefined ? [] : [at, number]), limit);
  }

  count(filter: EventFilter, scope: Scope): number {
    const tables = this.views.tables(eventHistoryProjection);
    const { where, parameters } = conditionsOf(filter, scope, tables);
    return tables.get<{ count: number }>(`SELECT count(*) AS count FROM {event} WHERE ${where}`, ...parameters)?.count ?? 0;
  }

  /** What they say; one whose stream was deleted is left out. */
  async read(rows: readonly EventRow[]): Promise<readonly ReadEvent[]> {
    const read = await Promise.all(rows.map(async (row) => this.readOne(row)));
    return read.flatMap((one) => one ?? []);
  }

  private async readOne(row: EventRow): Promise<ReadEvent | undefined> {
    const [recorded] = (await this.store.read(row.stream, { from: row.revision, limit: 1 })) ?? [];
    const source = historySources.find(({ streamPrefix }) => row.stream.startsWith(streamPrefix));
    if (recorded === undefined || source === undefined) return undefined;
    return { row, entry: await this.entryOf(recorded, source.decode(recorded)) };
  }

  private async entryOf(recorded: RecordedEvent, event: HistoryEvent): Promise<HistoryEntry> {
    const { stream } = recorded;
    const owner = 'accountId' in event && event.accountId !== null && !stream.startsWith('staff-') ? event.accountId : idOf(stream);
    const key = stream.startsWith('email-') || stream.startsWith('passkey-') ? undefined : await this.vault.get(owner);
    const envelope = (recorded.metadata ?? {}) as unknown as Envelope;
    const { actor } = envelope as Partial<Envelope>;
    const agent = actor?.kind === 'account' && actor.accountId !== owner ? { id: actor.accountId, name: await this.names.nameOf(actor.accountId) } : undefined;
    if (isAudited(stream, event)) {
      const agents = new Map(agent === undefined ? [] : [[agent.id, agent.name]]);
      return entryOf({ ...recorded, event, envelope }, { accountId: owner, key, masked: true, deviceNames: new Map(), agents });
    }
    const { type, ...data } = event;
    const opened = openEnvelope(envelope, key);
    const sentence = stream.startsWith('organization-') ? organizationSentence(event as OrganizationEvent) : (eventWords[type]?.name ?? type);
    const told = `${sentence}${circumstancesOf(opened, owner, agent?.name)}`;
    return { at: event.at, type, stream, revision: recorded.revision, sentence: told, data, envelope: opened, agent: agent?.name ?? null };
  }
}

/** Those with personal fields; the others hold public ones only. */
const isAudited = (stream: string, event: HistoryEvent): event is AuditedEvent => /^(account|session|mail|staff)-/.test(stream) && event.type !== undefined;

function organizationSentence(event: OrganizationEvent): string {
  switch (event.type) {
    case 'OrganizationRegistered':
      return `Organization ${event.name} registered`;
    case 'OrganizationRenamed':
      return `Organization renamed: now ${event.name}`;
    case 'SupportContactChanged':
      return event.supportContact === null ? 'Support contact removed' : `Support contact changed to ${event.supportContact}`;
    default:
      return `Policy changed, revision ${event.policyRevision}: MFA ${event.policy.mfaRequired ? 'required' : 'not required'}`;
  }
}
