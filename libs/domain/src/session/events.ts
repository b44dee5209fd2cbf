import type { Instant } from '../kernel/instant.js';

/** One session after it started (the start is in the account's stream): kept apart because it is busy and short-lived. */
export type SessionEvent = SessionRefreshed | SessionEnded;

interface Base<Type extends string> {
  readonly type: Type;
  readonly at: Instant;
}

/** It was in use; written at most once a minute. */
export interface SessionRefreshed extends Base<'SessionRefreshed'> {
  readonly sessionId: string;
  readonly accountId: string;
}

/** It is over. Sessions that a reset, a revocation or a newer session ended say so in the stream of their account. */
export interface SessionEnded extends Base<'SessionEnded'> {
  readonly sessionId: string;
  readonly accountId: string;
  readonly reason: 'signedOut' | 'byHolder' | 'byStaff' | 'idle';
}
