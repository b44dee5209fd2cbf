import { timingSafeEqual } from 'node:crypto';
import { Logger } from '@nestjs/common';
import { SessionRequired } from '#domain/account/errors.js';
import type { Account, Session } from '#domain/account/state.js';
import { addSeconds } from '#domain/kernel/instant.js';
import { isIdle, isRefreshDue, type SessionCommand } from '#domain/session/session.js';
import type { SessionLife } from '#domain/session/state.js';
import type { Clock } from '../platform/clock.js';
import type { Accounts, Sessions } from '../platform/event-log/aggregates.js';
import type { CommandIds } from '../platform/http/command-ids.js';
import { readHostCookie, type HostCookieName } from '../platform/http/cookies.js';
import type { CsrfTokens } from '../platform/http/csrf.js';
import { contextOf, type RequestContext, type WithRaw } from '../platform/http/request-context.js';
import type { KeyedHash } from '../platform/keys/keyed-hash.js';
import type { Random } from '../platform/random.js';
import { bearerOf } from './bearer.js';
import { originOf } from './origin.js';
import type { SessionLengths } from './policies.js';
import { readSessionToken } from './session-token.js';

export const sessionCookie: HostCookieName = '__Host-vestibule-session';

/** Who is signed in, as the streams say at this moment. */
export interface CurrentSession {
  readonly account: Account;
  readonly accountId: string;
  readonly session: Session;
  readonly lastActiveAt: string | null;
  readonly client: 'web' | 'native';
  readonly credential: string;
  readonly context: RequestContext;
  /** The store is away, and this is how it was a moment ago: good enough to show something. */
  readonly isRemembered: boolean;
}

/** Checks a session against the account's and the session's own stream, on every request. */
export class SessionAuth {
  private readonly logger = new Logger(SessionAuth.name);

  constructor(
    private readonly accounts: Accounts,
    private readonly sessions: Sessions,
    private readonly hash: KeyedHash,
    private readonly csrf: CsrfTokens,
    private readonly commandIds: CommandIds,
    private readonly clock: Clock,
    private readonly random: Random,
    /** How long a session is believed for reading while the store is away. */
    private readonly memorySeconds: number,
  ) {}

  /**
   * While the store is away a session that was live a moment ago still reads, except in the console.
   *
   * @param within shorter lengths than the session's own, where it is used for something that asks for them
   * @throws SessionRequired for everything that is no live session; CsrfRejected on unsafe requests of pages;
   *   EventStoreUnavailableError
   */
  async require(request: WithRaw, within?: SessionLengths): Promise<CurrentSession> {
    const context = contextOf(request);
    const bearer = bearerOf(request);
    const credential = bearer ?? readHostCookie(request, sessionCookie);
    const ids = credential === undefined ? undefined : readSessionToken(credential);
    if (credential === undefined || ids === undefined) throw new SessionRequired('no token');
    const { accountId, sessionId } = ids;

    const isUnsafe = request.raw.method !== 'GET' && request.raw.method !== 'HEAD';
    const memory = isUnsafe || within !== undefined ? 0 : this.memorySeconds;
    const [ofAccount, ofSession] = await Promise.all([this.accounts.loadOrRemember(accountId, memory), this.sessions.loadOrRemember(sessionId, memory)]);
    if (ofAccount === undefined || ofSession === undefined) throw new SessionRequired('a history that cannot be read');
    const isRemembered = ofAccount.isRemembered || ofSession.isRemembered;
    const { state: account } = ofAccount;
    const { state: life } = ofSession;
    const session = account.sessions[sessionId];
    if (account.status !== 'active' || session === undefined) throw new SessionRequired('unknown or ended');
    if (!equal(session.tokenHash, this.hash.token(credential))) throw new SessionRequired('wrong token');
    const now = this.clock.now();
    if (life.ended !== null || session.expiresAt <= now) throw new SessionRequired('ended or expired');
    if (isIdle(life, session.startedAt, session.idleSeconds, now)) {
      if (!isRemembered) await this.note(context, sessionId, { type: 'EndSession', now, data: { sessionId, accountId, reason: 'idle' } }, accountId);
      throw new SessionRequired('idle');
    }
    if (within !== undefined && isTooLong(session, life, within, now)) throw new SessionRequired('too long for the console');
    if (bearer === undefined && isUnsafe) this.csrf.demand(request, credential);
    if (!isRemembered && isRefreshDue(life, session.startedAt, now)) {
      const data = { sessionId, accountId, startedAt: session.startedAt };
      await this.note(context, sessionId, { type: 'RefreshSession', now, data }, accountId);
    }
    return { account, accountId, session, lastActiveAt: life.lastActiveAt, client: bearer ? 'native' : 'web', credential, context, isRemembered };
  }

  /** Whether it is still live: for what goes on after the request that it came with. */
  async isLive({ accountId, session: { id, tokenHash } }: CurrentSession, within: SessionLengths): Promise<boolean> {
    const [ofAccount, ofSession] = await Promise.all([this.accounts.loadIfReadable(accountId), this.sessions.loadIfReadable(id)]);
    if (ofAccount === undefined || ofSession === undefined) return false;
    const { state: account } = ofAccount;
    const { state: life } = ofSession;
    const session = account.sessions[id];
    const now = this.clock.now();
    if (account.status !== 'active' || session === undefined || session.tokenHash !== tokenHash) return false;
    if (life.ended !== null || session.expiresAt <= now || isIdle(life, session.startedAt, session.idleSeconds, now)) return false;
    return !isTooLong(session, life, within, now);
  }

  commandId({ context, credential }: CurrentSession, route: string, body: unknown = null): string {
    return this.commandIds.commandIdFor(context, credential, route, body);
  }

  csrfToken({ credential }: CurrentSession): string {
    return this.csrf.tokenFor(credential);
  }

  /** Housekeeping, at most once a minute; when it fails the session only ends earlier. */
  private async note(context: RequestContext, sessionId: string, command: SessionCommand, accountId: string): Promise<void> {
    const origin = originOf(context, { kind: 'account', accountId }, this.random.uuid());
    try {
      await this.sessions.decideAndAppend(sessionId, command, origin);
    } catch (error) {
      this.logger.warn({ msg: 'use of a session not written', err: error });
    }
  }
}

const isTooLong = (session: Session, life: SessionLife, { seconds, idleSeconds }: SessionLengths, now: string): boolean =>
  addSeconds(session.startedAt, seconds) <= now || isIdle(life, session.startedAt, idleSeconds, now);

const equal = (one: string, other: string): boolean =>
  one.length === other.length && timingSafeEqual(Buffer.from(one), Buffer.from(other));
