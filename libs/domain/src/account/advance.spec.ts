import { describe, expect, it } from 'vitest';
import {
  challengeIssued,
  answer,
  challengePassed,
  declineDeviceTrust,
  deviceTrustDeclined,
  deviceTrusted,
  enrolled,
  authenticatorEnrolled,
  enrolledWithPasskey,
  given,
  hours,
  mfaPolicy,
  mfaReset,
  minutes,
  passkeyOf,
  passkeyVerified,
  passwordVerified,
  recoveryCodeIssued,
  registered,
  rightPassword,
  enrolmentStarted,
  recoveryCodeConfirmed,
  noMfaPolicy,
  notRequired,
  sessionDisplaced,
  sessionStarted,
  sessionsVoided,
  verifyPasskey,
} from '../../testing/account.js';
import type { Acr, Amr } from './events.js';

/** docs/architecture.md, "Assurance": one row each. */
describe('what a session proves', () => {
  const proves = (acr: Acr, ...amr: readonly Amr[]) => sessionStarted('session-new', { acr, amr });
  const asked = (method: Parameters<typeof challengeIssued>[1]) => [passwordVerified(), challengeIssued('c-1', method)];

  it('password, no MFA required', () =>
    given(registered)
      .when(rightPassword({ policy: noMfaPolicy, deviceHash: null }))
      .thenEmits(
        passwordVerified({ policy: notRequired, deviceHash: null }),
        sessionStarted('session-new', { acr: 'aal1', amr: ['pwd'], policy: notRequired, deviceHash: null, newDevice: true }),
      ));

  it('password and authenticator app', () =>
    given(enrolled, asked({})).when(answer('c-1', { step: 7 })).thenEmits(challengePassed('c-1', { step: 7 }), proves('aal2', 'pwd', 'otp', 'mfa')));

  it('password and the app set up just now', () =>
    given(registered, passwordVerified(), enrolmentStarted('app-1'), authenticatorEnrolled('app-1'), recoveryCodeIssued('rc-1'), recoveryCodeConfirmed('rc-1'))
      .when(declineDeviceTrust())
      .thenEmits(deviceTrustDeclined(), sessionStarted('session-new', { acr: 'aal2', amr: ['pwd', 'otp', 'mfa'], newDevice: true })));

  it('password and passkey', () =>
    given(enrolledWithPasskey, asked({ method: 'passkey' }))
      .when(answer('c-1', { passkey: passkeyOf('laptop-passkey') }))
      .thenEmits(challengePassed('c-1', { method: 'passkey', counter: 2, backedUp: false }), proves('phr', 'hwk', 'user', 'mfa')));

  it('passkey alone', () => given(enrolledWithPasskey).when(verifyPasskey()).thenEmits(passkeyVerified(), proves('phr', 'hwk', 'user', 'mfa')));

  it('a passkey that can be synchronised', () =>
    given(enrolled, deviceTrusted('cloud', { signInId: 's-0', backupEligible: true }))
      .when(verifyPasskey(passkeyOf('cloud')))
      .thenEmits(passkeyVerified({ deviceId: 'cloud' }), proves('phr', 'swk', 'user', 'mfa')));

  it('password and recovery code', () =>
    given(enrolled, asked({ method: 'recovery-code' }))
      .when(answer('c-1', { recoveryCode: 'right' }))
      .thenEmits(challengePassed('c-1', { method: 'recovery-code' }), recoveryCodeIssued('rc-new', { because: 'used' }), proves('recovery', 'pwd', 'otp')));

  it('password and e-mail code', () =>
    given(enrolled, asked({ method: 'email-code' }))
      .when(answer('c-1', { emailCode: 'right' }))
      .thenEmits(challengePassed('c-1', { method: 'email-code' }), proves('email', 'pwd', 'otp')));
});

const begun = [passwordVerified({ at: hours(1) }), challengeIssued('c-1', { at: hours(1) })];
const right = answer('c-1', { step: 7 }, { now: hours(1) });
const passed = challengePassed('c-1', { step: 7, at: hours(1) });
const started = sessionStarted('session-new', { at: hours(1) });

describe('a session', () => {
  it('lasts as long as the policy says', () =>
    given(enrolled, begun)
      .when(answer('c-1', { step: 7 }, { now: hours(1), policy: mfaPolicy({ sessionSeconds: 3600, sessionIdleSeconds: 60 }) }))
      .thenEmits(passed, sessionStarted('session-new', { at: hours(1), expiresAt: hours(2), idleSeconds: 60 })));

  it('says whether the device is new', () => {
    const from = (deviceHash: string | null) => [passwordVerified({ at: hours(1), deviceHash }), challengeIssued('c-1', { at: hours(1) })];
    const session = (deviceHash: string | null, newDevice: boolean) => sessionStarted('session-new', { at: hours(1), deviceHash, newDevice });
    given(enrolled, from('laptop')).when(right).thenEmits(passed, session('laptop', false));
    given(enrolled, from('tablet')).when(right).thenEmits(passed, session('tablet', true));
    given(enrolled, from(null)).when(right).thenEmits(passed, session(null, true));
    const seen = sessionStarted('session-1', { deviceHash: 'tablet', newDevice: true });
    given(enrolled, seen, from('tablet')).when(right).thenEmits(passed, session('tablet', false));
  });

  it('of an account that was reset comes from a new device', () => {
    const { state } = given(enrolled, mfaReset('reset-1'));
    expect(state.knownDevices).toEqual([]);
  });
});

describe('at most five sessions at a time', () => {
  const five = [3, 1, 2, 4, 5].map((minute) => sessionStarted(`session-${minute}`, { at: minutes(minute) }));

  it('the oldest goes', () => {
    given(enrolled, five.slice(1), begun).when(right).thenEmits(passed, started);
    given(enrolled, five, begun).when(right).thenEmits(passed, sessionDisplaced('session-1', 'session-new', { at: hours(1) }), started);
  });

  it('and is gone', () =>
    given(enrolled, five, sessionDisplaced('session-1', 'session-9'), begun).when(right).thenEmits(passed, started));

  it('all that are too many go', () =>
    given(enrolled, five, sessionStarted('session-6', { at: minutes(6) }), begun)
      .when(right)
      .thenEmits(
        passed,
        sessionDisplaced('session-1', 'session-new', { at: hours(1) }),
        sessionDisplaced('session-2', 'session-new', { at: hours(1) }),
        started,
      ));

  it('who signed out has made room', () =>
    given(enrolled, five, begun)
      .when(answer('c-1', { step: 7 }, { now: hours(1), fresh: { endedSessionIds: ['session-4'] } }))
      .thenEmits(passed, started));

  it('what expired or was ended counts no more', () => {
    const brief = sessionStarted('session-4', { at: minutes(4), expiresAt: hours(1) });
    given(enrolled, five.filter((_, index) => index !== 3), brief, begun).when(right).thenEmits(passed, started);
    given(enrolled, five, sessionsVoided({ exceptSessionId: 'session-5' }), begun).when(right).thenEmits(passed, started);
  });
});
