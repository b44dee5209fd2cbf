import { describe, it } from 'vitest';
import type { AccountCommand } from './account.js';
import {
  authenticatorRemoved,
  challengeIssued,
  confirmRecoveryCode,
  declineDeviceTrust,
  deviceRevoked,
  deviceTrusted,
  deviceTrustDeclined,
  deviceTrustStarted,
  enrolled,
  enrolledWithPasskey,
  factorDisabled,
  given,
  mfaPolicy,
  minutes,
  noMfaPolicy,
  passwordVerified,
  recoveryCodeConfirmed,
  recoveryCodeIssued,
  recoveryCodeReplacementStarted,
  registered,
  replaceRecoveryCode,
  roleGranted,
  seconds,
  sessionStarted,
  sessionsVoided,
  start,
  startDeviceTrust,
  startRecoveryCodeReplacement,
  startStepUp,
  trustDevice,
} from '../../testing/account.js';
import {
  AuthenticatorNotFound,
  EnrolmentRequired,
  MethodNotAvailable,
  RequiredFactor,
  SessionRequired,
  SignInNotFound,
  StepUpRequired,
  WrongStep,
} from './errors.js';
import type { DeviceTrusted } from './events.js';
import type { RegistrationEvidence } from './trust-device.js';

const session = sessionStarted('session-1');
const { type: _type, at: _at, signInId: _signInId, deviceHash: _hash, ...registration } = deviceTrusted('phone') as DeviceTrusted;
const evidence: RegistrationEvidence = { verified: true, ...registration };

describe('trusting another device', () => {
  const begun = [...enrolledWithPasskey, session, deviceTrustStarted()];

  it('begins with a fresh session that proved a second factor', () => {
    given(enrolled, session).when(startDeviceTrust()).thenEmits(deviceTrustStarted());
    given(enrolled, session).when(startDeviceTrust({ now: seconds(301) })).thenThrows(StepUpRequired);
    for (const acr of ['recovery', 'email'] as const) {
      given(enrolled, sessionStarted('session-1', { acr })).when(startDeviceTrust()).thenThrows(StepUpRequired);
    }
    given(enrolled).when(startDeviceTrust()).thenThrows(SessionRequired);
  });

  it('comes after the set-up, and not where the organization allows no passkeys', () => {
    given(registered, sessionStarted('session-1', { acr: 'aal1', amr: ['pwd'] })).when(startDeviceTrust()).thenThrows(EnrolmentRequired, { code: 'enrolment.required' });
    const policy = mfaPolicy({ methods: ['authenticator', 'recovery-code'] });
    given(enrolled, session).when(startDeviceTrust({ policy })).thenThrows(MethodNotAvailable);
  });

  it('adds one to those there are, and leaves the session as it is', () => {
    given(begun).when(trustDevice(evidence)).thenEmits(deviceTrusted('phone'));
    given(begun).when(declineDeviceTrust()).thenEmits(deviceTrustDeclined());
  });

  it('is done once', () => {
    given(begun, deviceTrusted('phone')).when(trustDevice(evidence)).thenThrows(WrongStep);
    given(begun, deviceTrustDeclined()).when(trustDevice(evidence)).thenThrows(WrongStep);
  });

  it('ends with its session', () => given(begun, sessionsVoided()).when(trustDevice(evidence)).thenThrows(SignInNotFound));
});

describe('a new recovery code', () => {
  const issued = recoveryCodeIssued('rc-new', { because: 'byHolder' });
  const begun = [...enrolled, session, recoveryCodeReplacementStarted(), issued];

  it('takes the place of the old one in the append that begins it', () =>
    given(enrolled, session).when(startRecoveryCodeReplacement()).thenEmits(recoveryCodeReplacementStarted(), issued));

  it('needs a fresh session that proved a second factor', () => {
    given(enrolled, session).when(startRecoveryCodeReplacement({ now: seconds(301) })).thenThrows(StepUpRequired);
    given(enrolled, sessionStarted('session-1', { acr: 'recovery' })).when(startRecoveryCodeReplacement()).thenThrows(StepUpRequired);
    given(registered, sessionStarted('session-1', { acr: 'aal1', amr: ['pwd'] })).when(startRecoveryCodeReplacement()).thenThrows(EnrolmentRequired);
  });

  it('is done when the holder says that it is stored, and changes nothing about the session', () => {
    given(begun).when(confirmRecoveryCode()).thenEmits(recoveryCodeConfirmed('rc-new'));
    given(begun, recoveryCodeConfirmed('rc-new')).when(confirmRecoveryCode()).thenThrows(WrongStep);
  });

  it('that was lost on the way is replaced by another', () =>
    given(enrolled, session, recoveryCodeReplacementStarted(), recoveryCodeIssued('rc-2', { because: 'byHolder' }))
      .when(replaceRecoveryCode())
      .thenEmits(recoveryCodeIssued('rc-new', { because: 'notConfirmed' })));
});

describe('the last second factor', () => {
  const remove = (factorId: string, over: { policy?: ReturnType<typeof mfaPolicy>; now?: string } = {}): AccountCommand => ({
    type: 'RemoveAuthenticator',
    now: over.now ?? start,
    data: { sessionId: 'session-1', factorId, policy: over.policy ?? mfaPolicy() },
  });
  const revoke = (deviceId: string, policy = mfaPolicy()): AccountCommand => ({
    type: 'RevokeDevice',
    now: start,
    data: { sessionId: 'session-1', deviceId, policy },
  });
  const removed = authenticatorRemoved('app-1', { reason: 'byHolder' });

  it('stays where the organization asks for one', () => {
    given(enrolled, session).when(remove('app-1')).thenThrows(RequiredFactor, { code: 'factor.required' });
    given(enrolledWithPasskey, session).when(remove('app-1')).thenEmits(removed);
    given(enrolledWithPasskey, session).when(revoke('laptop-passkey')).thenEmits(deviceRevoked('laptop-passkey'));
    given(enrolledWithPasskey, session, removed).when(revoke('laptop-passkey')).thenThrows(RequiredFactor);
  });

  it('stays with staff', () =>
    given(enrolled, roleGranted('support'), session).when(remove('app-1', { policy: noMfaPolicy })).thenThrows(RequiredFactor));

  it('may go where the holder enrolled by themselves', () =>
    given(enrolled, session).when(remove('app-1', { policy: noMfaPolicy })).thenEmits(removed));

  it('is not one that is disabled, or that the organization does not allow', () => {
    given(enrolledWithPasskey, session, factorDisabled('authenticator')).when(revoke('laptop-passkey')).thenThrows(RequiredFactor);
    const policy = mfaPolicy({ methods: ['authenticator', 'recovery-code'] });
    given(enrolledWithPasskey, session).when(remove('app-1', { policy })).thenThrows(RequiredFactor);
  });

  it('is removed with a fresh session, by its id', () => {
    given(enrolledWithPasskey, session).when(remove('app-1', { now: seconds(301) })).thenThrows(StepUpRequired);
    for (const id of ['unknown', 'constructor', '__proto__']) {
      given(enrolledWithPasskey, session).when(remove(id)).thenThrows(AuthenticatorNotFound, { code: 'authenticator.notFound' });
    }
  });
});

describe('“this wasn’t me”', () => {
  const data = { sessionId: 'session-1', eventId: 'e-1', eventType: 'SessionStarted', eventAt: start };
  const dispute = (now = start): AccountCommand => ({ type: 'DisputeActivity', now, data });
  const disputed = (at = start) => [
    { type: 'ActivityDisputed', at, ...data } as const,
    sessionsVoided({ at, exceptSessionId: 'session-1', reason: 'disputed' }),
  ];

  it('ends every other session and every sign-in under way, without a fresh proof', () => {
    given(enrolled, session).when(dispute(minutes(60))).thenEmits(disputed(minutes(60)));
    const two = given(enrolled, session, sessionStarted('session-2'), passwordVerified(), challengeIssued('c-1'), disputed());
    two.when(startStepUp({ sessionId: 'session-2' })).thenThrows(SessionRequired);
    two.when(dispute()).thenEmits(disputed());
  });

  it('is said in a session', () => given(enrolled).when(dispute()).thenThrows(SessionRequired));
});

describe('the language', () => {
  const choose = (language: string): AccountCommand => ({ type: 'ChangeLanguage', now: start, data: { sessionId: 'session-1', language } });
  const chosen = { type: 'LanguageChanged', at: start, language: 'de' } as const;

  it('is the holder’s to choose; the same again changes nothing', () => {
    given(enrolled, session).when(choose('de')).thenEmits(chosen);
    given(enrolled, session, chosen).when(choose('de')).thenNothing();
    given(enrolled).when(choose('de')).thenThrows(SessionRequired);
  });
});

describe('ending all other sessions', () => {
  it('is asked for in one that lives', () => {
    const end = { type: 'VoidSessions', now: start, data: { exceptSessionId: 'session-1', reason: 'byHolder' } } as const;
    given(enrolled, session).when(end).thenEmits(sessionsVoided({ exceptSessionId: 'session-1' }));
    given(enrolled).when(end).thenThrows(SessionRequired);
  });
});
