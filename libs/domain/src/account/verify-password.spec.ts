import { describe, expect, it } from 'vitest';
import {
  accountDisabled,
  accountEnabled,
  challengeIssued,
  enrolled,
  enrolledByOneself,
  given,
  hours,
  issueChallenge,
  minutes,
  noMfaPolicy,
  notRequired,
  passwordRejected,
  passwordRehashed,
  passwordVerified,
  registered,
  required,
  rightPassword,
  roleGranted,
  seconds,
  sessionDisplaced,
  sessionElevated,
  sessionStarted,
  sessionsVoided,
  start,
  stepUpStarted,
  verifyPasskey,
  enrolledWithPasskey,
  passkeyVerified,
  wrongPassword,
  enrolmentStarted,
  limits,
} from '../../testing/account.js';
import { SignInNotFound, SignInRejected, WrongStep } from './errors.js';

describe('the password', () => {
  it('signs in where MFA is not required, and the event says which policy decided', () =>
    given(registered)
      .when(rightPassword({ policy: noMfaPolicy }))
      .thenEmits(
        passwordVerified({ policy: notRequired }),
        sessionStarted('session-new', { acr: 'aal1', amr: ['pwd'], newDevice: true, policy: notRequired }),
      ));

  it('signs in an account without organization', () => {
    const policy = { ...notRequired, organizationId: null, policyRevision: null };
    given(registered)
      .when(rightPassword({ policy: { ...noMfaPolicy, organizationId: null, policyRevision: null } }))
      .thenEmits(passwordVerified({ policy }), sessionStarted('session-new', { acr: 'aal1', amr: ['pwd'], newDevice: true, policy }));
  });

  it('leads to the set-up where MFA is required and nothing is enrolled', () =>
    given(registered).when(rightPassword()).thenEmits(passwordVerified(), enrolmentStarted('app-new')));

  it('leads to a challenge where MFA is required', () =>
    given(enrolled).when(rightPassword()).thenEmits(passwordVerified(), challengeIssued('c-new')));

  it('leads to a challenge for who enrolled by themselves', () =>
    given(enrolled)
      .when(rightPassword({ policy: noMfaPolicy }))
      .thenEmits(passwordVerified({ policy: enrolledByOneself }), challengeIssued('c-new')));

  it('leads to the set-up for staff, whatever the organization says', () =>
    given(registered, roleGranted('compliance'))
      .when(rightPassword({ policy: noMfaPolicy }))
      .thenEmits(passwordVerified({ policy: { ...required, because: 'role' } }), enrolmentStarted('app-new')));

  it('is hashed anew when the parameters rose', () =>
    given(enrolled)
      .when(rightPassword({ rehashed: 'verifier-1-stronger' }))
      .thenEmits(passwordVerified(), passwordRehashed(), challengeIssued('c-new')));

  it('is refused with an event when it is wrong', () =>
    given(enrolled).when(wrongPassword()).thenEmits(passwordRejected(1)));

  it('is counted in a row', () =>
    given(enrolled, passwordRejected(1), passwordRejected(2)).when(wrongPassword()).thenEmits(passwordRejected(3)));
});

describe('who may not sign in gets the answer of a wrong password, and nothing is written', () => {
  it('no such account', () =>
    given().when(rightPassword()).thenThrows(SignInRejected, { code: 'sign-in.rejected', cause: 'account is none' }));

  it('disabled; enabled again is let in', () => {
    given(enrolled, accountDisabled()).when(rightPassword()).thenThrows(SignInRejected, { cause: 'account is disabled' });
    given(enrolled, accountDisabled(), accountEnabled())
      .when(rightPassword())
      .thenEmits(passwordVerified(), challengeIssued('c-new'));
  });

  it('with a sign-in that took too long', () => {
    given(enrolled)
      .when(rightPassword({ now: minutes(15), expiresAt: minutes(15) }))
      .thenThrows(SignInRejected, { cause: 'sign-in expired' });
    given(enrolled)
      .when(rightPassword({ now: seconds(899), expiresAt: minutes(15) }))
      .thenEmits(
        passwordVerified({ at: seconds(899), expiresAt: minutes(15) }),
        challengeIssued('c-new', { at: seconds(899), expiresAt: minutes(15) }),
      );
  });
});

describe('wrong passwords slow down the network they come from', () => {
  const tenWrong = Array.from({ length: 10 }, (_, index) => passwordRejected(index + 1));
  const nth = (failures: number) => passwordRejected(failures);
  const verified = (over: Parameters<typeof passwordVerified>[0]) => [
    passwordVerified(over),
    challengeIssued('c-new', { at: over?.at ?? start }),
  ];

  it('ten are free', () => {
    given(enrolled, tenWrong.slice(0, 9)).when(wrongPassword()).thenEmits(passwordRejected(10));
    given(enrolled, tenWrong.slice(0, 9)).when(rightPassword()).thenEmits(verified({}));
  });

  it('after the tenth not even the right one is looked at for 30 s, and nothing is written', () => {
    given(enrolled, tenWrong).when(rightPassword()).thenThrows(SignInRejected, { cause: 'throttled' });
    given(enrolled, tenWrong).when(wrongPassword({ now: seconds(29) })).thenThrows(SignInRejected, { cause: 'throttled' });
    given(enrolled, tenWrong).when(rightPassword({ now: seconds(30) })).thenEmits(verified({ at: seconds(30) }));
  });

  it.each([
    [11, 60],
    [12, 120],
    [13, 240],
    [16, 1920],
    [17, 3600],
    [40, 3600],
    [100_000, 3600],
  ])('after %i the delay is %i s', (failures, delay) => {
    given(enrolled, nth(failures)).when(rightPassword({ now: seconds(delay - 1) })).thenThrows(SignInRejected, { cause: 'throttled' });
    given(enrolled, nth(failures)).when(rightPassword({ now: seconds(delay) })).thenEmits(verified({ at: seconds(delay) }));
  });

  it('other networks stay free', () =>
    given(enrolled, tenWrong).when(rightPassword({ network: 'home' })).thenEmits(verified({ network: 'home' })));

  it('a success clears its own network only', () => {
    const both = [...tenWrong, passwordRejected(10, { network: 'home' }), passwordVerified({ signInId: 's-0', network: 'home' })];
    given(enrolled, both).when(wrongPassword({ network: 'home' })).thenEmits(passwordRejected(1, { network: 'home' }));
    given(enrolled, both).when(rightPassword()).thenThrows(SignInRejected, { cause: 'throttled' });
  });

  it('a passkey gets in all the same', () =>
    given(enrolledWithPasskey, tenWrong).when(verifyPasskey()).thenEmits(
      passkeyVerified(),
      sessionStarted('session-new', { acr: 'phr', amr: ['hwk', 'user', 'mfa'] }),
    ));

  it('a clock set back does not shorten the delay', () =>
    given(enrolled, tenWrong).when(rightPassword({ now: minutes(-10) })).thenThrows(SignInRejected, { cause: 'throttled' }));

  it('a sign-in from elsewhere forgets a row only after a day', () => {
    const elsewhere = (hoursLater: number) => passwordVerified({ signInId: 's-0', network: 'home', at: hours(hoursLater) });
    given(enrolled, tenWrong, elsewhere(23)).when(wrongPassword({ now: hours(23) })).thenEmits(passwordRejected(11, { at: hours(23) }));
    given(enrolled, tenWrong, elsewhere(25)).when(wrongPassword({ now: hours(25) })).thenEmits(passwordRejected(1, { at: hours(25) }));
  });

  it('the networks of one account are remembered, up to 500', () => {
    const many = Array.from({ length: 500 }, (_, index) => passwordRejected(1, { network: `network-${index}` }));
    given(enrolled, tenWrong, many.slice(0, 499)).when(rightPassword()).thenThrows(SignInRejected, { cause: 'throttled' });
    given(enrolled, tenWrong, many).when(wrongPassword()).thenEmits(passwordRejected(1));
  });
});

describe('a sign-in that began', () => {
  it('takes no second first factor', () => {
    given(enrolled, passwordVerified(), challengeIssued('c-1')).when(rightPassword()).thenThrows(WrongStep, { code: 'sign-in.wrongStep' });
    given(enrolled, passwordVerified(), challengeIssued('c-1'))
      .when(rightPassword({ signInId: 's-2' }))
      .thenEmits(passwordVerified({ signInId: 's-2' }), challengeIssued('c-new', { signInId: 's-2' }));
  });

  it('is forgotten an hour after its end, not earlier', () => {
    const other = (at: string) => passwordVerified({ signInId: 's-2', at });
    const { state: before } = given(enrolled, passwordVerified(), other(minutes(74)));
    const { state: after } = given(enrolled, passwordVerified(), other(minutes(75)));
    expect([before.signIns['s-1']?.id, after.signIns['s-1']]).toEqual(['s-1', undefined]);
  });

  it('is over fifteen minutes after it began', () => {
    const begun = [...enrolled, passwordVerified(), challengeIssued('c-1')];
    given(begun).when(issueChallenge('recovery-code', { now: minutes(15) })).thenThrows(SignInNotFound, { cause: 'unknown or expired' });
    given(begun)
      .when(issueChallenge('recovery-code', { now: seconds(899) }))
      .thenEmits(challengeIssued('c-new', { method: 'recovery-code', at: seconds(899), expiresAt: minutes(15) }));
  });
});

describe('a step-up of who has nothing but a password', () => {
  const policy = notRequired;
  const session = sessionStarted('session-1', { acr: 'aal1', amr: ['pwd'], policy });
  const begun = [...registered, session, stepUpStarted({ policy, at: minutes(20) })];
  const again = (now: string) => rightPassword({ policy: noMfaPolicy, now });

  it('raises the session; it keeps its id', () =>
    given(begun)
      .when(again(minutes(21)))
      .thenEmits(
        passwordVerified({ policy, at: minutes(21), expiresAt: minutes(35) }),
        sessionElevated('session-1', { at: minutes(21), acr: 'aal1', amr: ['pwd'] }),
      ));

  it('is over with its sign-in', () =>
    given(begun)
      .when(rightPassword({ policy: noMfaPolicy, now: minutes(35) }))
      .thenThrows(SignInNotFound, { cause: 'unknown or expired' }));

  it('is over with its session', () =>
    given(begun, sessionDisplaced('session-1', 'session-9', { at: minutes(21) }))
      .when(again(minutes(22)))
      .thenThrows(SignInNotFound, { cause: 'its session ended' }));

  it('does not become a sign-in once all sessions are void', () => {
    const voided = sessionsVoided({ at: minutes(21), reason: 'byStaff' });
    given(begun, voided).when(again(minutes(22))).thenThrows(SignInNotFound);
    given(begun, voided)
      .when(rightPassword({ signInId: 's-2', policy: noMfaPolicy, now: minutes(22) }))
      .thenEmits(
        passwordVerified({ signInId: 's-2', policy, at: minutes(22) }),
        sessionStarted('session-new', { signInId: 's-2', at: minutes(22), acr: 'aal1', amr: ['pwd'], newDevice: true, policy }),
      );
  });
});

it('the numbers are those of the security bar', () =>
  expect(limits).toMatchObject({
    passwordFreeFailures: 10,
    passwordLongestDelaySeconds: 3600,
    factorFreeFailures: 5,
    factorRetrySeconds: 360,
    factorDisabledAtFailures: 50,
    emailCodeSeconds: 600,
    emailCodeTries: 5,
    emailCodeResendSeconds: 60,
    emailCodesPerHour: 5,
    emailCodesPerDay: 10,
    passwordMinimumWithMfa: 12,
    passwordMinimumWithoutMfa: 15,
    passwordMaximum: 256,
    sessionsPerAccount: 5,
    stepUpSeconds: 300,
    resetBlockedAfterEmailChangeSeconds: 72 * 3600,
    resetsPerAgentPerDay: 5,
  }));
