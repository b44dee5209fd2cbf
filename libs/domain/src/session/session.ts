import type { Decider } from '../kernel/decider.js';
import { addSeconds, type Instant } from '../kernel/instant.js';
import type { Command } from '../kernel/message.js';
import { unreachable } from '../kernel/unreachable.js';
import type { SessionEnded, SessionEvent } from './events.js';
import { evolve } from './evolve.js';
import { freshSessionLife, type SessionLife } from './state.js';

/** Use of a session is written down at most this often. */
const refreshEverySeconds = 60;

interface OfSession {
  readonly sessionId: string;
  readonly accountId: string;
}

export type RefreshSession = Command<'RefreshSession', OfSession & { readonly startedAt: Instant }>;
export type EndSession = Command<'EndSession', OfSession & { readonly reason: SessionEnded['reason'] }>;
export type SessionCommand = RefreshSession | EndSession;

export type SessionDecider = Decider<SessionCommand, SessionLife, SessionEvent>;

/** Whether the session was left alone for longer than it may be. */
export const isIdle = (life: SessionLife, startedAt: Instant, idleSeconds: number, now: Instant): boolean =>
  addSeconds(life.lastActiveAt ?? startedAt, idleSeconds) <= now;

/** Whether its use is due to be written down. */
export const isRefreshDue = (life: SessionLife, startedAt: Instant, now: Instant): boolean =>
  addSeconds(life.lastActiveAt ?? startedAt, refreshEverySeconds) <= now;

export const sessionDecider: SessionDecider = {
  initial: freshSessionLife,
  evolve,
  decide: (command, life) => {
    const { data, now: at } = command;
    if (life.ended !== null) return [];
    switch (command.type) {
      case 'RefreshSession':
        return isRefreshDue(life, command.data.startedAt, at)
          ? [{ type: 'SessionRefreshed', at, sessionId: data.sessionId, accountId: data.accountId }]
          : [];
      case 'EndSession':
        return [{ type: 'SessionEnded', at, ...command.data }];
      default:
        return unreachable(command);
    }
  },
};
