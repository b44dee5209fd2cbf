import { type IQueryHandler, QueryHandler } from '@nestjs/cqrs';
import type { AccountEvent } from '#domain/account/events.js';
import { mailCodec } from '#domain/mail/codec.js';
import { EventStore } from '#event-store/event-store.js';
import { Accounts, Sessions } from '../../platform/event-log/aggregates.js';
import type { Envelope, LoggedEvent } from '../../platform/event-log/envelope.js';
import { type DataKey, KeyVault } from '../../platform/keys/key-vault.js';
import { circumstancesOf } from '../circumstances.js';
import { maskAddresses, openFields, openSealed } from '../open-fields.js';
import { sentencesIn } from '../in-language.js';
import type { Language } from '../language.js';
import type { AuditedEvent } from '../sentences.js';
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
  async execute({ accountId, masked, language }: ShowHistory): Promise<readonly HistoryEntry[]> {
    const [own = [], key] = await Promise.all([this.accounts.history(accountId), this.vault.get(accountId)]);
    const logged = [...own, ...(await this.ofSessions(own)), ...(await this.ofMails(accountId))];
    // Positions are written so that they sort as text, in the order in which the log took the events.
    logged.sort((one, other) => (one.position < other.position ? -1 : 1));
    const reading = { accountId, key, masked, language, deviceNames: new Map<string, string | null>(), agents: await this.namesOfAgents(logged, accountId) };
    return logged.map((event) => entryOf(event, reading));
  }

  private async ofSessions(own: readonly LoggedEvent<AccountEvent>[]): Promise<readonly LoggedEvent<AuditedEvent>[]> {
    const ids = own.flatMap(({ event }) => (event.type === 'SessionStarted' ? [event.sessionId] : []));
    const histories = await Promise.all([...new Set(ids)].map((id) => this.sessions.history(id)));
    return histories.flatMap((history) => history ?? []);
  }

  /** Staff who did something, by their accounts; who was erased has no name any more. */
  private async namesOfAgents(logged: readonly LoggedEvent<AuditedEvent>[], accountId: string): Promise<ReadonlyMap<string, string>> {
    const actors = logged.flatMap(({ envelope }) => {
      // Not every event has every part.
      const { actor } = envelope as Partial<Envelope>;
      return actor?.kind === 'account' ? [actor.accountId] : [];
    });
    const others = [...new Set(actors)].filter((id) => id !== accountId);
    const names = await Promise.all(
      others.map(async (id) => {
        const [{ state }, key] = await Promise.all([this.accounts.load(id), this.vault.get(id)]);
        return [id, openSealed(key, 'name', state.name)] as const;
      }),
    );
    return new Map(names.flatMap(([id, name]) => (name === null ? [] : [[id, name] as const])));
  }

  private async ofMails(accountId: string): Promise<readonly LoggedEvent<AuditedEvent>[]> {
    const recorded = (await this.store.read(`mail-${accountId}`)) ?? [];
    return recorded.map((event) => ({ ...event, event: mailCodec.decode(event), envelope: event.metadata as unknown as Envelope }));
  }
}

/** What the entries of one account are read with. */
export interface Reading {
  readonly accountId: string;
  readonly key: DataKey | undefined;
  readonly masked: boolean;
  readonly language: Language;
  /** What devices were called up to here. */
  readonly deviceNames: Map<string, string | null>;
  readonly agents: ReadonlyMap<string, string>;
}

export function entryOf({ event, stream, revision, envelope }: LoggedEvent<AuditedEvent>, { accountId, key, masked, language, deviceNames, agents }: Reading): HistoryEntry {
  const opened = openFields(event, key);
  const data = masked ? maskAddresses(event, opened) : opened;
  const open = (field: string): string | null => (typeof data[field] === 'string' ? data[field] : null);
  if (event.type === 'DeviceTrusted' || event.type === 'DeviceRenamed') deviceNames.set(event.deviceId, open('name'));
  const sentence = sentencesIn[language](event, { open, deviceName: (id) => deviceNames.get(id) ?? null });
  const circumstances = openEnvelope(envelope, key);
  const { actor } = circumstances;
  const agent = actor.kind === 'account' ? agents.get(actor.accountId) : undefined;
  const told = `${sentence}${circumstancesOf(circumstances, accountId, language, agent)}`;
  return { at: event.at, type: event.type, stream, revision, sentence: told, data, envelope: circumstances, agent: agent ?? null };
}

/** Not every event has every part: a mail's outcome knows no browser. */
export function openEnvelope(envelope: Partial<Envelope>, key: DataKey | undefined): OpenEnvelope {
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
