import { describe, expect, it } from 'vitest';
import { enrolled, given, hours, mfaPolicy, passwordVerified, registered, rightPassword, roleGranted, seconds, start } from '../../testing/account.js';
import { isMfaRequired, policyFact } from './policy.js';

const announced = mfaPolicy({ requiredFrom: hours(24) });

describe('MFA required from a date', () => {
  it('is not asked before it, and asked from then on', () => {
    expect([start, seconds(86_399), hours(24), hours(25)].map((now) => isMfaRequired(announced, now))).toEqual([false, false, true, true]);
    expect(isMfaRequired(mfaPolicy({ requiredFrom: null }), start)).toBe(true);
    expect(isMfaRequired(mfaPolicy({ mfaRequired: false, requiredFrom: start }), hours(1))).toBe(false);
  });

  it('decides the sign-in, and the event says so', () => {
    const because = (now: string) => policyFact(given(registered).state, announced, now).because;
    expect([because(start), because(hours(24))]).toEqual(['none', 'organization']);
    const { state } = given(registered);
    expect(state.status).toBe('active');
    const policy = policyFact(state, announced, hours(24));
    given(registered)
      .when(rightPassword({ now: hours(24), policy: announced }))
      .thenEmits(
        passwordVerified({ at: hours(24), expiresAt: seconds(86_400 + 15 * 60), policy }),
        expect.objectContaining({ type: 'AuthenticatorEnrolmentStarted' }) as never,
      );
  });

  it('lets nobody be without who has it already, or is staff', () => {
    expect(policyFact(given(enrolled).state, announced, start)).toMatchObject({ mfaRequired: true, because: 'enrolled' });
    expect(policyFact(given(registered, roleGranted('support')).state, announced, start)).toMatchObject({ mfaRequired: true, because: 'role' });
  });
});
