import { describe, expect, it } from 'vitest';
import {
  authenticatorEnrolled,
  challengeIssued,
  challengePassed,
  deviceTrustDeclined,
  enrolled,
  enrolmentStarted,
  given,
  mfaPolicy,
  mfaReset,
  passwordVerified,
  recoveryCodeConfirmed,
  recoveryCodeIssued,
  registered,
  sessionStarted,
  stepUpStarted,
  notRequired,
} from '../../testing/account.js';
import type { AccountEvent } from './events.js';
import { mayNeedRecoveryCode, nextStep, type Step } from './next-step.js';

const stepAfter = (...history: readonly AccountEvent[]): Step => {
  const { state } = given(history);
  return nextStep(state, state.signIns['s-1']!, mfaPolicy());
};
const mailbox = { method: 'email-code', purpose: 'mailbox' } as const;

describe('the journey', () => {
  const first: readonly (readonly [AccountEvent, Step])[] = [
    [passwordVerified(), 'set-up-authenticator'],
    [enrolmentStarted('app-1'), 'set-up-authenticator'],
    [authenticatorEnrolled('app-1'), 'store-recovery-code'],
    [recoveryCodeIssued('rc-1'), 'store-recovery-code'],
    [recoveryCodeConfirmed('rc-1'), 'trust-device'],
    [deviceTrustDeclined(), 'done'],
    [sessionStarted('session-1'), 'done'],
  ];
  it('the first time', () => {
    const steps = first.map((_, index) => stepAfter(...registered, ...first.slice(0, index + 1).map(([event]) => event)));
    expect(steps).toEqual(first.map(([, step]) => step));
  });

  it('every later time', () => {
    expect(stepAfter(...enrolled, passwordVerified())).toBe('challenge');
    expect(stepAfter(...enrolled, passwordVerified(), challengePassed('c-1', { step: 7 }))).toBe('done');
  });

  it('after everything was lost', () => {
    expect(stepAfter(...enrolled, mfaReset('reset-1'), passwordVerified())).toBe('prove-mailbox');
    expect(stepAfter(...enrolled, mfaReset('reset-1'), passwordVerified(), challengePassed('c-1', mailbox))).toBe('set-up-authenticator');
  });

  it('a step-up without a second factor begins with the password', () =>
    expect(stepAfter(...registered, sessionStarted('session-1'), stepUpStarted({ policy: notRequired }))).toBe('first-factor'));
});

describe('whether a step may issue a recovery code', () => {
  const may = (...history: readonly AccountEvent[]) => mayNeedRecoveryCode(given(history).state, 's-1');
  const asked = (method: 'authenticator' | 'recovery-code') => challengeIssued('c-1', { method });

  it('not where the one there is was confirmed', () => expect(may(...enrolled, passwordVerified(), asked('authenticator'))).toBe(false));
  it('not before anything is set up', () => expect(may(...registered)).toBe(false));
  it('when it may be used', () => expect(may(...enrolled, passwordVerified(), asked('recovery-code'))).toBe(true));
  it('when an app is set up', () => {
    expect(may(...registered, passwordVerified(), enrolmentStarted('app-1'))).toBe(true);
    expect(may(...enrolled, passwordVerified(), enrolmentStarted('app-2'))).toBe(true);
  });
  it('when it was never confirmed, or is missing', () => {
    expect(may(...enrolled, recoveryCodeIssued('rc-2'), passwordVerified())).toBe(true);
    expect(may(...enrolled, challengePassed('c-0', { method: 'recovery-code' }), passwordVerified())).toBe(true);
  });
});
