import { describe, expect, it } from 'vitest';
import type { AccountCommand } from './account.js';
import {
  authenticatorEnrolled,
  byStaff,
  challengeIssued,
  challengePassed,
  declineDeviceTrust,
  deviceRevoked,
  deviceTrustDeclined,
  deviceTrusted,
  enrolled,
  enrolledWithPasskey,
  enrolmentStarted,
  given,
  mfaPolicy,
  minutes,
  passwordVerified,
  recoveryCodeConfirmed,
  recoveryCodeIssued,
  registered,
  sealed,
  seconds,
  sessionStarted,
  start,
  startStepUp,
  trustDevice,
} from '../../testing/account.js';
import { DeviceNotFound, DeviceRefused, SessionRequired, StepUpRequired, WrongStep } from './errors.js';
import type { DeviceTrusted } from './events.js';
import type { RegistrationEvidence } from './trust-device.js';

const asked = [
  ...registered,
  passwordVerified(),
  enrolmentStarted('app-1'),
  authenticatorEnrolled('app-1'),
  recoveryCodeIssued('rc-1'),
  recoveryCodeConfirmed('rc-1'),
];
const { type: _type, at: _at, signInId: _signInId, deviceHash: _hash, ...registration } = deviceTrusted('laptop-passkey') as DeviceTrusted;
const evidence: RegistrationEvidence = { verified: true, ...registration };
const signedIn = sessionStarted('session-new', { newDevice: true });
const refused = (reason: 'userNotVerified' | 'alreadyRegistered' | 'wrongChallenge') =>
  ({ type: 'DeviceTrustRefused', at: start, signInId: 's-1', reason }) as const;

describe('“trust this device?” ends the set-up', () => {
  it('with a passkey; what was proved is the authenticator app', () =>
    given(asked).when(trustDevice(evidence)).thenEmits(deviceTrusted('laptop-passkey'), signedIn));

  it('or with “not now”', () => given(asked).when(declineDeviceTrust()).thenEmits(deviceTrustDeclined(), signedIn));

  it('once', () => {
    given(asked, deviceTrustDeclined(), sessionStarted('session-1')).when(declineDeviceTrust()).thenThrows(WrongStep);
    given(asked, deviceTrusted('laptop-passkey'), sessionStarted('session-1')).when(trustDevice(evidence)).thenThrows(WrongStep);
  });

  it('not where the organization allows no passkeys', () => {
    const policy = mfaPolicy({ methods: ['authenticator', 'recovery-code'] });
    given(asked).when(trustDevice(evidence, { policy })).thenThrows(WrongStep);
  });

  it('only of a passkey that verified its user', () =>
    given(asked).when(trustDevice({ ...evidence, userVerified: false })).thenEmits(refused('userNotVerified')));

  it.each(['alreadyRegistered', 'wrongChallenge'] as const)('a refused one is written down, and may be tried again: %s', (reason) => {
    given(asked).when(trustDevice({ verified: false, reason })).thenEmits(refused(reason));
    given(asked, refused(reason)).when(trustDevice(evidence)).thenEmits(deviceTrusted('laptop-passkey'), signedIn);
  });

  it('refused ones are written down until the sign-in has asked for thirty things; a right one is still taken', () => {
    const often = (count: number) => Array.from({ length: count }, () => refused('wrongChallenge'));
    given(asked, often(27)).when(trustDevice({ verified: false, reason: 'wrongChallenge' })).thenEmits(refused('wrongChallenge'));
    given(asked, often(28)).when(trustDevice({ verified: false, reason: 'wrongChallenge' })).thenThrows(DeviceRefused, { code: 'device.refused' });
    given(asked, often(28)).when(trustDevice(evidence)).thenEmits(deviceTrusted('laptop-passkey'), signedIn);
  });
});

describe('a trusted device', () => {
  const session = sessionStarted('session-1');
  const rename = (deviceId: string, now = start): AccountCommand => ({
    type: 'RenameDevice',
    now,
    data: { sessionId: 'session-1', deviceId, name: sealed('ward laptop') },
  });
  const revoke = (deviceId: string, now = start): AccountCommand => ({ type: 'RevokeDevice', now, data: { sessionId: 'session-1', deviceId, policy: mfaPolicy() } });

  it('is renamed by who is signed in', () => {
    given(enrolledWithPasskey, session)
      .when(rename('laptop-passkey'))
      .thenEmits({ type: 'DeviceRenamed', at: start, deviceId: 'laptop-passkey', name: sealed('ward laptop') });
    given(enrolledWithPasskey).when(rename('laptop-passkey')).thenThrows(SessionRequired);
  });

  it('is revoked with a fresh session', () => {
    const revoked = (at: string) => deviceRevoked('laptop-passkey', { at });
    given(enrolledWithPasskey, session).when(revoke('laptop-passkey', minutes(5))).thenEmits(revoked(minutes(5)));
    given(enrolledWithPasskey, session).when(revoke('laptop-passkey', seconds(301))).thenThrows(StepUpRequired);
  });

  it('takes its sessions along: those of its passkey and those in its browser, not the one that revokes it', () => {
    const elsewhere = [passwordVerified({ signInId: 's-2', deviceHash: 'ward' }), challengeIssued('c-2', { signInId: 's-2', method: 'passkey' })];
    const withPasskey = [challengePassed('c-2', { signInId: 's-2', method: 'passkey', factorId: 'laptop-passkey' }), sessionStarted('session-2', { signInId: 's-2', deviceHash: 'ward' })];
    const another = sessionStarted('session-3', { signInId: 's-3', deviceHash: 'tablet' });
    const before = [...enrolledWithPasskey, session, ...elsewhere, ...withPasskey, another];
    const byHolder = deviceRevoked('laptop-passkey', { sessionsEnded: ['session-2'] });
    given(before).when(revoke('laptop-passkey')).thenEmits(byHolder);
    expect(Object.keys(given(before, byHolder).state.sessions)).toEqual(expect.arrayContaining(['session-1', 'session-3']));
    expect(given(before, byHolder).state.sessions).not.toHaveProperty('session-2');
    given(before, byHolder).when(startStepUp({ sessionId: 'session-2' })).thenThrows(SessionRequired);
    const staff = { type: 'RevokeDeviceByStaff', now: start, data: { by: byStaff('support'), deviceId: 'laptop-passkey' } } as const;
    given(before).when(staff).thenEmits(deviceRevoked('laptop-passkey', { reason: 'byStaff', sessionsEnded: ['session-1', 'session-2'] }));
  });

  it.each(['unknown', 'constructor', '__proto__'])('that is not there is neither (%s)', (deviceId) => {
    given(enrolled, session).when(rename(deviceId)).thenThrows(DeviceNotFound, { code: 'device.notFound' });
    given(enrolled, session).when(revoke(deviceId)).thenThrows(DeviceNotFound);
  });
});
