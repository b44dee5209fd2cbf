import { describe, expect, it } from 'vitest';
import { byDay } from './group-entries';
import type { TimelineEntry } from './shapes';

const entry = (id: string, at: string, signInId: string | null): TimelineEntry => ({
  id,
  at,
  type: 'SessionStarted',
  sentence: id,
  icon: 'session',
  outcome: 'success',
  actor: { kind: 'account' },
  sourceAddress: null,
  userAgent: null,
  signInId,
  data: {},
  envelope: {},
});

/** Local noon, so that no time zone moves it to another day. */
const noon = (day: number, minute = 0): string => new Date(2026, 2, day, 12, minute).toISOString();

const shape = (entries: readonly TimelineEntry[]): readonly string[][][] =>
  byDay(entries).map(({ groups }) => groups.map((group) => group.entries.map(({ id }) => id)));

describe('the timeline', () => {
  it('stands by local day, newest first', () => {
    expect(shape([entry('b', noon(3), null), entry('a', noon(2), null)])).toEqual([[['b']], [['a']]]);
  });

  it('keeps one sign-in together, also when a mail came in between', () => {
    expect(shape([entry('session', noon(2, 3), 's'), entry('mail', noon(2, 2), null), entry('password', noon(2, 1), 's')])).toEqual([[['session', 'password'], ['mail']]]);
  });

  it('keeps two sign-ins apart, and what belongs to none alone', () => {
    expect(shape([entry('d', noon(2, 4), 't'), entry('c', noon(2, 3), 's'), entry('b', noon(2, 2), null), entry('a', noon(2, 1), null)])).toEqual([[['d'], ['c'], ['b'], ['a']]]);
  });

  it('does not reach over midnight', () => {
    expect(shape([entry('b', noon(3), 's'), entry('a', noon(2), 's')])).toEqual([[['b']], [['a']]]);
  });
});
