import { describe, expect, it } from 'vitest';
import { challengePassed, enrolled, minutes, passwordChanged, recoveryCodeIssued } from '../../../../../libs/domain/testing/account.js';
import { datesOf } from './dates-of.js';

describe('the dates of an account', () => {
  it('are those of the newest events', () => {
    const events = [
      ...enrolled,
      passwordChanged({ at: minutes(1) }),
      challengePassed('c-1', { at: minutes(2), step: 7 }),
      recoveryCodeIssued('rc-2', { at: minutes(3) }),
    ];
    const { passwordChangedAt, lastUsedAt, issuedAt } = datesOf(events);
    expect(passwordChangedAt).toBe(minutes(1));
    expect(lastUsedAt).toEqual({ 'app-1': minutes(2) });
    expect(issuedAt['rc-2']).toBe(minutes(3));
  });

  it('of an account that has done nothing are none', () =>
    expect(datesOf([])).toEqual({ passwordChangedAt: null, lastUsedAt: {}, issuedAt: {} }));
});
