import { describe, expect, it } from 'vitest';
import { sealed } from '../../testing/builders.js';
import { givenFor } from '../../testing/given.js';
import { hours, seconds, start } from '../../testing/time.js';
import { ResetRefused } from '../account/errors.js';
import type { StaffEvent } from './events.js';
import { createStaffDecider, resetsToday, type StaffCommand } from './staff.js';

const given = givenFor(createStaffDecider({ resetsPerAgentPerDay: 2 }));
const count = (resetId: string, now = start): StaffCommand => ({ type: 'CountReset', now, data: { resetId, accountId: 'account-1' } });
const counted = (resetId: string, at = start): StaffEvent => ({ type: 'ResetCounted', at, resetId, accountId: 'account-1' });

describe('resets of an agent', () => {
  it('are counted, each once, and no more than so many a day', () => {
    given().when(count('r-1')).thenEmits(counted('r-1'));
    given(counted('r-1')).when(count('r-1')).thenNothing();
    given(counted('r-1')).when(count('r-2')).thenEmits(counted('r-2'));
    given(counted('r-1'), counted('r-2')).when(count('r-3')).thenThrows(ResetRefused, { code: 'reset.tooMany' });
    given(counted('r-1'), counted('r-2')).when(count('r-2')).thenNothing();
  });

  it('count for 24 hours', () => {
    given(counted('r-1'), counted('r-2')).when(count('r-3', seconds(86_399))).thenThrows(ResetRefused);
    given(counted('r-1'), counted('r-2')).when(count('r-3', hours(24))).thenEmits(counted('r-3', hours(24)));
    const { state } = given(counted('r-1'), counted('r-2', hours(1)));
    expect([start, hours(24), hours(25)].map((now) => resetsToday(state, now))).toEqual([2, 1, 0]);
  });
});

it('what is looked at is written down, every time', () => {
  const lookedUp = { action: 'account.search', accountId: null, organizationId: null, text: sealed('dana') };
  const event: StaffEvent = { type: 'StaffLookedUp', at: start, ...lookedUp };
  given(event).when({ type: 'LookUp', now: start, data: lookedUp }).thenEmits(event);
});
