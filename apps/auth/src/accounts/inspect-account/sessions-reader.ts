import { Injectable } from '@nestjs/common';
import type { AccountEvent } from '#domain/account/events.js';
import type { Account, Session } from '#domain/account/state.js';
import { fold } from '#domain/kernel/decider.js';
import type { Instant } from '#domain/kernel/instant.js';
import type { Sealed } from '#domain/kernel/sealed.js';
import { isIdle, sessionDecider } from '#domain/session/session.js';
import { freshSessionLife } from '#domain/session/state.js';
import { Sessions } from '../../platform/event-log/aggregates.js';
import type { LoggedEvent } from '../../platform/event-log/envelope.js';
import { type DataKey, SealBrokenError } from '../../platform/keys/key-vault.js';
import type { AccountDetails } from './account-page.schemas.js';

/** The sessions that were live at an instant: what the account's stream says of them, and each one's own. */
@Injectable()
export class SessionsReader {
  constructor(private readonly sessions: Sessions) {}

  async read(
    account: Account,
    then: readonly LoggedEvent<AccountEvent>[],
    at: Instant,
    key: DataKey | undefined,
  ): Promise<AccountDetails['sessions']> {
    const begun = Object.values(account.sessions).filter(({ expiresAt }) => expiresAt > at);
    const listed = await Promise.all(begun.map((session) => this.one(session, then, at, key)));
    return listed.flat().toSorted((one, other) => (one.startedAt < other.startedAt ? 1 : -1));
  }

  private async one(session: Session, then: readonly LoggedEvent<AccountEvent>[], at: Instant, key: DataKey | undefined): Promise<AccountDetails['sessions']> {
    const history = (await this.sessions.history(session.id)) ?? [];
    const life = fold(sessionDecider, freshSessionLife, history.map(({ event }) => event).filter((event) => event.at <= at));
    if (life.ended !== null || isIdle(life, session.startedAt, session.idleSeconds, at)) return [];
    const start = then.find(({ event }) => event.type === 'SessionStarted' && event.sessionId === session.id);
    const { id, startedAt, expiresAt, acr } = session;
    return [
      {
        id,
        startedAt,
        lastActiveAt: life.lastActiveAt ?? startedAt,
        expiresAt,
        acr,
        userAgent: open(key, 'userAgent', start?.envelope.userAgent),
        sourceAddress: open(key, 'sourceAddress', start?.envelope.sourceAddress),
      },
    ];
  }
}

/** Empty where there is nothing, or nothing any more: it is no reason to show none of the page. */
function open(key: DataKey | undefined, purpose: string, sealed: Sealed | null | undefined): string {
  if (key === undefined || sealed === null || sealed === undefined) return '';
  try {
    return key.open(purpose, sealed);
  } catch (error) {
    if (error instanceof SealBrokenError) return '';
    throw error;
  }
}
