import { type IQueryHandler, QueryHandler } from '@nestjs/cqrs';
import type { AccountEvent } from '#domain/account/events.js';
import { mailCodec } from '#domain/mail/codec.js';
import { EventStore } from '#event-store/event-store.js';
import { Accounts, Sessions } from '../../platform/event-log/aggregates.js';
import type { Envelope, LoggedEvent } from '../../platform/event-log/envelope.js';
import { type DataKey, KeyVault } from '../../platform/keys/key-vault.js';
import { circumstancesOf } from '../circumstances.js';
import { openFields, openSealed } from '../open-fields.js';
import { type AuditedEvent, sentenceOf } from '../sentences.js';
import { type HistoryEntry, type OpenEnvelope, ShowHistory } from './show-history.query.js';

/** Reads the streams themselves, not a view: what is shown is what is written. */
@QueryHandler(ShowHistory)
export class ShowHistoryHandler implements IQueryHandler<ShowHistory> {
  constructor(
    private readonly accounts: Accounts,
    private readonly sessions: Sessions,
    private readonly store: EventStore,
    private readonly vault: KeyVault,
  ) {}

  /** Empty for an account that never was. */
  async execute({ accountId }: ShowHistory): Promise<readonly HistoryEntry[]> {
    const [own = [], key] = await Promise.all([this.accounts.history(accountId), this.vault.get(accountId)]);
    const logged = [...own, ...(await this.ofSessions(own)), ...(await this.ofMails(accountId))];
    // Positions are written so that they sort as text, in the order in which the log took the events.
    logged.sort((one, other) => (one.position < other.position ? -1 : 1));
    const deviceNames = new Map<string, string | null>();
    return logged.map((event) => entryOf(event, accountId, key, deviceNames));
  }

  private async ofSessions(own: readonly LoggedEvent<AccountEvent>[]): Promise<readonly LoggedEvent<AuditedEvent>[]> {
    const ids = own.flatMap(({ event }) => (event.type === 'SessionStarted' ? [event.sessionId] : []));
    const histories = await Promise.all([...new Set(ids)].map((id) => this.sessions.history(id)));
    return histories.flatMap((history) => history ?? []);
  }

  private async ofMails(accountId: string): Promise<readonly LoggedEvent<AuditedEvent>[]> {
    const recorded = (await this.store.read(`mail-${accountId}`)) ?? [];
    return recorded.map((event) => ({ ...event, event: mailCodec.decode(event), envelope: event.metadata as unknown as Envelope }));
  }
}

function entryOf(
  { event, stream, revision, envelope }: LoggedEvent<AuditedEvent>,
  accountId: string,
  key: DataKey | undefined,
  deviceNames: Map<string, string | null>,
): HistoryEntry {
  const data = openFields(event, key);
  const open = (field: string): string | null => (typeof data[field] === 'string' ? data[field] : null);
  if (event.type === 'DeviceTrusted' || event.type === 'DeviceRenamed') deviceNames.set(event.deviceId, open('name'));
  const sentence = sentenceOf(event, { open, deviceName: (id) => deviceNames.get(id) ?? null });
  const opened = openEnvelope(envelope, key);
  return { at: event.at, type: event.type, stream, revision, sentence: `${sentence}${circumstancesOf(opened, accountId)}`, data, envelope: opened };
}

/** Not every event has every part: a mail's outcome knows no browser. */
function openEnvelope(envelope: Partial<Envelope>, key: DataKey | undefined): OpenEnvelope {
  const opened = (part: 'sourceAddress' | 'userAgent' | 'reason' | 'ticket'): string | null => openSealed(key, part, envelope[part]);
  return {
    actor: envelope.actor ?? { kind: 'service', name: 'unknown' },
    onBehalfOf: envelope.onBehalfOf ?? null,
    sourceAddress: opened('sourceAddress'),
    userAgent: opened('userAgent'),
    requestId: envelope.requestId ?? '',
    correlationId: envelope.$correlationId ?? '',
    causationId: envelope.$causationId ?? '',
    commandId: envelope.commandId ?? '',
    reason: opened('reason'),
    ticket: opened('ticket'),
  };
}
