import { describe, it } from 'vitest';
import type { AccountCommand } from './account.js';
import {
  accountDisabled,
  answer,
  challengeIssued,
  challengePassed,
  changePassword,
  confirmAuthenticator,
  declineDeviceTrust,
  deviceTrustDeclined,
  enrolled,
  enrolledWithPasskey,
  enrolmentStarted,
  given,
  hours,
  minutes,
  passkeyOf,
  authenticatorEnrolled,
  authenticatorRemoved,
  notRequired,
  noMfaPolicy,
  passwordChanged,
  registered,
  rightPassword,
  passwordVerified,
  seconds,
  sessionDisplaced,
  sessionElevated,
  sessionStarted,
  sessionsVoided,
  setUpStarted,
  start,
  startSetUp,
  startStepUp,
  stepUpStarted,
  enrolledByOneself,
} from '../../testing/account.js';
import { AccountRefused, SessionRequired, SignInNotFound, StepUpRequired } from './errors.js';
import type { Acr, Amr } from './events.js';

const session = sessionStarted('session-1');
const of = (acr: Acr, ...amr: readonly Amr[]) => sessionStarted('session-1', { acr, amr });

describe('a step-up', () => {
  it('asks for a second factor, the device’s default first', () => {
    given(enrolled, session).when(startStepUp()).thenEmits(stepUpStarted(), challengeIssued('c-new'));
    given(enrolledWithPasskey, session).when(startStepUp()).thenEmits(stepUpStarted(), challengeIssued('c-new', { method: 'passkey' }));
  });

  it('raises the session, which keeps its id and gets a new token', () => {
    const begun = [...enrolled, of('email', 'pwd', 'otp'), stepUpStarted(), challengeIssued('c-1')];
    given(begun).when(answer('c-1', { step: 7 })).thenEmits(challengePassed('c-1', { step: 7 }), sessionElevated('session-1'));
  });

  it('with a passkey raises it to the highest', () => {
    const begun = [...enrolledWithPasskey, session, stepUpStarted(), challengeIssued('c-1', { method: 'passkey' })];
    given(begun)
      .when(answer('c-1', { passkey: passkeyOf('laptop-passkey') }))
      .thenEmits(
        challengePassed('c-1', { method: 'passkey', counter: 2, backedUp: false }),
        sessionElevated('session-1', { acr: 'phr', amr: ['hwk', 'user', 'mfa'] }),
      );
  });

  it('asks for the password of who has nothing else', () =>
    given(registered, sessionStarted('session-1', { acr: 'aal1', amr: ['pwd'], policy: notRequired }))
      .when(startStepUp({ policy: noMfaPolicy }))
      .thenEmits(stepUpStarted({ policy: notRequired })));

  it('needs a session that lives', () => {
    given(enrolled).when(startStepUp()).thenThrows(SessionRequired, { code: 'session.required' });
    given(enrolled, session).when(startStepUp({ sessionId: 'constructor' })).thenThrows(SessionRequired);
    given(enrolled, session).when(startStepUp({ now: hours(12) })).thenThrows(SessionRequired);
    given(enrolled, session, accountDisabled()).when(startStepUp()).thenThrows(SessionRequired);
    given(enrolled, session, sessionsVoided()).when(startStepUp()).thenThrows(SessionRequired);
  });

  it('ends with its session', () => {
    const begun = [...enrolled, session, stepUpStarted(), challengeIssued('c-1')];
    given(begun, sessionDisplaced('session-1', 'session-9')).when(answer('c-1', { step: 7 })).thenThrows(SignInNotFound, { cause: 'its session ended' });
    given(begun, sessionsVoided()).when(answer('c-1', { step: 7 })).thenThrows(SignInNotFound);
    const lastMinute = [...enrolled, session, stepUpStarted({ at: hours(11.9) }), challengeIssued('c-1', { at: hours(11.9), expiresAt: hours(12.1) })];
    given(lastMinute).when(answer('c-1', { step: 7 }, { now: hours(12) })).thenThrows(SignInNotFound, { cause: 'its session ended' });
  });
});

/** For changes that matter; changing the password stands for all of them. */
describe('a change that matters', () => {
  const change = (now = start) => changePassword({ now });
  const changed = (at = start) => [passwordChanged({ at }), sessionsVoided({ at, exceptSessionId: 'session-1', reason: 'passwordChanged' })];

  it('needs a proof not older than five minutes', () => {
    given(enrolled, session).when(change(minutes(5))).thenEmits(changed(minutes(5)));
    given(enrolled, session).when(change(seconds(301))).thenThrows(StepUpRequired, { code: 'session.stepUpRequired' });
    given(enrolled, session, stepUpStarted(), sessionElevated('session-1', { at: minutes(30) }))
      .when(change(minutes(35)))
      .thenEmits(changed(minutes(35)));
  });

  it.each([
    ['aal1', ['pwd']],
    ['email', ['pwd', 'otp']],
    ['recovery', ['pwd', 'otp']],
  ] as const)('is more than %s where there is a second factor', (acr, amr) =>
    given(enrolled, of(acr, ...amr)).when(change()).thenThrows(StepUpRequired));

  it.each([
    ['aal2', ['pwd', 'otp', 'mfa']],
    ['phr', ['hwk', 'user', 'mfa']],
  ] as const)('takes %s', (acr, amr) => given(enrolled, of(acr, ...amr)).when(change()).thenEmits(changed()));

  it('takes the password of who has nothing else', () => given(registered, of('aal1', 'pwd')).when(change()).thenEmits(changed()));
});

describe('a set-up by oneself', () => {
  const begun = [setUpStarted(), enrolmentStarted('app-new')];

  it('begins with a fresh session, and from then on MFA is asked', () => {
    const own = sessionStarted('session-1', { acr: 'aal1', amr: ['pwd'], policy: notRequired });
    given(registered, own)
      .when(startSetUp({ policy: noMfaPolicy }))
      .thenEmits(setUpStarted({ policy: notRequired }), enrolmentStarted('app-new'));
    given(registered, own, setUpStarted({ policy: notRequired }), enrolmentStarted('app-2'), authenticatorEnrolled('app-2'))
      .when(rightPassword({ signInId: 's-2', policy: noMfaPolicy }))
      .thenEmits(passwordVerified({ signInId: 's-2', policy: enrolledByOneself }), challengeIssued('c-new', { signInId: 's-2', factorId: 'app-2' }));
  });

  it('needs a proof not older than five minutes', () => {
    given(enrolled, session).when(startSetUp()).thenEmits(begun);
    given(enrolled, session).when(startSetUp({ now: seconds(301) })).thenThrows(StepUpRequired);
  });

  it('is what a recovery code is good for: the app was lost', () => {
    given(enrolled, of('recovery', 'pwd', 'otp')).when(startSetUp()).thenEmits(begun);
    given(enrolled, of('recovery', 'pwd', 'otp')).when(startSetUp({ now: seconds(301) })).thenThrows(StepUpRequired);
  });

  it('is more than an e-mail code is good for', () => given(enrolled, of('email', 'pwd', 'otp')).when(startSetUp()).thenThrows(StepUpRequired));

  it('raises the session to what the app proves, and takes nothing from a passkey', () => {
    const done = [setUpStarted(), enrolmentStarted('app-2'), authenticatorEnrolled('app-2'), authenticatorRemoved('app-1')];
    given(enrolled, of('recovery', 'pwd', 'otp'), done).when(declineDeviceTrust()).thenEmits(deviceTrustDeclined(), sessionElevated('session-1'));
    given(enrolledWithPasskey, of('phr', 'hwk', 'user', 'mfa'), setUpStarted(), enrolmentStarted('app-2'))
      .when(confirmAuthenticator('app-2', 1))
      .thenEmits(authenticatorEnrolled('app-2'), authenticatorRemoved('app-1'), sessionElevated('session-1', { acr: 'phr', amr: ['hwk', 'user', 'mfa'] }));
  });
});

describe('ending sessions', () => {
  const end = (exceptSessionId: string | null): AccountCommand => ({
    type: 'VoidSessions',
    now: start,
    data: { exceptSessionId, reason: 'byHolder' },
  });

  it('ends all, or all but one, and every sign-in under way', () => {
    given(enrolled, session).when(end(null)).thenEmits(sessionsVoided());
    given(enrolled, session).when(end('session-1')).thenEmits(sessionsVoided({ exceptSessionId: 'session-1' }));
    const two = [...enrolled, session, sessionStarted('session-2'), passwordVerified(), challengeIssued('c-1')];
    const but = given(two, sessionsVoided({ exceptSessionId: 'session-1' }));
    but.when(answer('c-1', { step: 7 })).thenThrows(SignInNotFound);
    but.when(startStepUp({ sessionId: 'session-2' })).thenThrows(SessionRequired);
    but.when(startStepUp()).thenEmits(stepUpStarted(), challengeIssued('c-new'));
  });

  it('of no account is refused', () => given().when(end(null)).thenThrows(AccountRefused, { code: 'account.notFound' }));
});
