import { type IQueryHandler, Query, QueryHandler } from '@nestjs/cqrs';
import type { AccountEvent } from '#domain/account/events.js';
import { Accounts, Sessions } from '../../platform/event-log/aggregates.js';
import type { LoggedEvent } from '../../platform/event-log/envelope.js';
import { type DataKey, KeyVault } from '../../platform/keys/key-vault.js';
import { placeOf } from '../circumstances.js';
import { openSealed } from '../open-fields.js';
import type { Language } from '../language.js';
import type { OwnHistoryEntry, OwnHistoryPage } from './own-history.schema.js';
import { isDisputable, ownSentence } from './own-sentences.js';
import type { OwnEvent } from './own-sentences.types.js';

export class ShowOwnHistory extends Query<OwnHistoryPage> {
  constructor(
    readonly accountId: string,
    /** The session that asks: it does not dispute itself. */
    readonly sessionId: string,
    readonly page: { readonly before: string | undefined; readonly limit: number; readonly language: Language },
  ) {
    super();
  }
}

type Logged = LoggedEvent<OwnEvent>;

/** What the entries of one history have in common. */
interface Reader {
  readonly accountId: string;
  readonly sessionId: string;
  readonly language: Language;
  readonly key: DataKey | undefined;
  /** By event id, as the device was called then. */
  readonly deviceNames: ReadonlyMap<string, string | null>;
  readonly disputed: ReadonlySet<string>;
}

/** Reads the streams themselves: what is shown is what is written. */
@QueryHandler(ShowOwnHistory)
export class ShowOwnHistoryHandler implements IQueryHandler<ShowOwnHistory> {
  constructor(
    private readonly accounts: Accounts,
    private readonly sessions: Sessions,
    private readonly vault: KeyVault,
  ) {}

  async execute({ accountId, sessionId, page: { before, limit, language } }: ShowOwnHistory): Promise<OwnHistoryPage> {
    const [own = [], key] = await Promise.all([this.accounts.history(accountId), this.vault.get(accountId)]);
    const disputed = new Set(own.flatMap(({ event }) => (event.type === 'ActivityDisputed' ? [event.eventId] : [])));
    const reader: Reader = { accountId, sessionId, language, key, deviceNames: deviceNamesOf(own, key), disputed };
    const shown = [...own, ...(await this.ofSessions(own))]
      .filter(({ position }) => before === undefined || position < before)
      // Positions are written so that they sort as text, in the order in which the log took the events.
      .toSorted((one, other) => (one.position < other.position ? 1 : -1))
      .flatMap((logged) => entryOf(logged, reader));
    const page = shown.slice(0, limit);
    return { entries: page.map(({ entry }) => entry), next: shown.length > limit ? (page.at(-1)?.position ?? null) : null };
  }

  private async ofSessions(own: readonly LoggedEvent<AccountEvent>[]): Promise<readonly Logged[]> {
    const ids = new Set(own.flatMap(({ event }) => (event.type === 'SessionStarted' ? [event.sessionId] : [])));
    const histories = await Promise.all([...ids].map((id) => this.sessions.history(id)));
    return histories.flatMap((history) => history ?? []);
  }
}

function deviceNamesOf(own: readonly LoggedEvent<AccountEvent>[], key: DataKey | undefined): ReadonlyMap<string, string | null> {
  const current = new Map<string, string | null>();
  return new Map(
    own.flatMap(({ id, event }) => {
      if (event.type === 'DeviceTrusted' || event.type === 'DeviceRenamed') {
        current.set(event.deviceId, openSealed(key, 'deviceName', event.name));
      }
      return 'deviceId' in event && event.deviceId !== null ? [[id, current.get(event.deviceId) ?? null] as const] : [];
    }),
  );
}

function entryOf(logged: Logged, reader: Reader): readonly { readonly position: string; readonly entry: OwnHistoryEntry }[] {
  const { id, position, event, envelope } = logged;
  const sentence = ownSentence(event, { deviceName: reader.deviceNames.get(id) ?? null }, reader.language);
  if (sentence === undefined) return [];
  const { actor } = envelope;
  const byStaff = actor.kind === 'operator' || (actor.kind === 'account' && actor.accountId !== reader.accountId);
  // Where staff sit is not told.
  const from = byStaff
    ? ''
    : placeOf(openSealed(reader.key, 'userAgent', envelope.userAgent), openSealed(reader.key, 'sourceAddress', envelope.sourceAddress), reader.language);
  const isThisSession = 'sessionId' in event && event.sessionId === reader.sessionId;
  const disputable = isDisputable(event) && !byStaff && !isThisSession && !reader.disputed.has(id);
  return [{ position, entry: { id, at: event.at, sentence, from, byStaff, disputable, disputed: reader.disputed.has(id) } }];
}
