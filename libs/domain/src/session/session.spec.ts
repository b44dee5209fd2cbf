import { describe, expect, it } from 'vitest';
import { givenFor } from '../../testing/given.js';
import { minutes, seconds, start } from '../../testing/time.js';
import type { SessionEvent } from './events.js';
import { isIdle, sessionDecider, type SessionCommand } from './session.js';

const given = givenFor(sessionDecider);
const ids = { sessionId: 'session-1', accountId: 'account-1' };
const refresh = (now: string): SessionCommand => ({ type: 'RefreshSession', now, data: { ...ids, startedAt: start } });
const end = (now: string): SessionCommand => ({ type: 'EndSession', now, data: { ...ids, reason: 'signedOut' } });
const refreshed = (at: string): SessionEvent => ({ type: 'SessionRefreshed', at, ...ids });
const ended = (at: string): SessionEvent => ({ type: 'SessionEnded', at, ...ids, reason: 'signedOut' });

describe('the use of a session', () => {
  it('is written down at most once a minute', () => {
    given().when(refresh(seconds(59))).thenNothing();
    given().when(refresh(seconds(60))).thenEmits(refreshed(seconds(60)));
    given(refreshed(seconds(60))).when(refresh(seconds(119))).thenNothing();
    given(refreshed(seconds(60))).when(refresh(seconds(120))).thenEmits(refreshed(seconds(120)));
  });

  it('keeps it from becoming idle', () => {
    const idle = (...events: readonly SessionEvent[]) => (now: string) => isIdle(given(...events).state, start, 15 * 60, now);
    expect([idle()(seconds(899)), idle()(minutes(15))]).toEqual([false, true]);
    const used = idle(refreshed(minutes(10)));
    expect([used(minutes(15)), used(minutes(25))]).toEqual([false, true]);
  });
});

describe('a session', () => {
  it('ends once', () => {
    given().when(end(minutes(1))).thenEmits(ended(minutes(1)));
    given(ended(minutes(1))).when(end(minutes(2))).thenNothing();
  });

  it('is not used after its end', () => given(ended(minutes(1))).when(refresh(minutes(2))).thenNothing());
});
