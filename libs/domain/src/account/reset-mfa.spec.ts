import { describe, it } from 'vitest';
import {
  accountRegistered,
  answer,
  byStaff,
  challengeIssued,
  challengePassed,
  days,
  deviceTrusted,
  emailChanged,
  enrolled,
  enrolledWithPasskey,
  given,
  hours,
  mfaReset,
  minutes,
  passwordSet,
  passkeyRejected,
  passwordVerified,
  recoveryCodeIssued,
  registered,
  resetMfa,
  roleGranted,
  seconds,
  sessionStarted,
  startStepUp,
  verifyPasskey,
} from '../../testing/account.js';
import { AccountRefused, ResetRefused, SessionRequired, SignInNotFound, type ResetFault } from './errors.js';

const reset = (over: Parameters<typeof mfaReset>[1] = {}) => mfaReset('reset-1', over);
const refusal = (fault: ResetFault) => [ResetRefused, { code: `reset.${fault}`, kind: 'forbidden' }] as const;

describe('a reset of MFA', () => {
  const full = [...enrolledWithPasskey, deviceTrusted('tablet', { signInId: 's-0' }), sessionStarted('session-1'), sessionStarted('session-2')];
  const all = reset({ devicesEnded: ['laptop-passkey', 'tablet'], sessionsEnded: ['session-0', 'session-1', 'session-2'] });

  it('ends all factors, devices and sessions in one append', () => given(full).when(resetMfa()).thenEmits(all));

  it('and nothing of them works any more', () => {
    given(full, all).when(startStepUp()).thenThrows(SessionRequired);
    given(full, all).when(verifyPasskey()).thenEmits(passkeyRejected('unknownCredential'));
    given(full, passwordVerified(), challengeIssued('c-1'), all).when(answer('c-1', { step: 7 })).thenThrows(SignInNotFound);
    given(full, passwordVerified(), challengeIssued('c-1'))
      .when(answer('c-1', { step: 7 }))
      .thenEmits(challengePassed('c-1', { step: 7 }), sessionStarted('session-new'));
  });
});

describe('who resets', () => {
  it.each([
    ['support', byStaff('support')],
    ['an owner', byStaff('owner')],
    ['an operator', { kind: 'operator' }],
  ] as const)('%s', (_who, by) => given(enrolled).when(resetMfa({ by })).thenEmits(reset({ sessionsEnded: ['session-0'] })));

  it.each(['compliance', 'account-manager'] as const)('but not %s', (role) =>
    given(enrolled).when(resetMfa({ by: byStaff(role) })).thenThrows(...refusal('notAllowed')));

  it('and not nobody in particular', () => given(enrolled).when(resetMfa({ by: byStaff() })).thenThrows(...refusal('notAllowed')));

  it('never themselves', () => {
    const self = { kind: 'account', accountId: 'account-1', roles: ['owner', 'support'] } as const;
    given(enrolled, roleGranted('owner')).when(resetMfa({ by: self })).thenThrows(...refusal('ownAccount'));
    given(enrolled, roleGranted('owner'))
      .when(resetMfa({ by: { ...self, accountId: 'account-2' } }))
      .thenEmits(reset({ sessionsEnded: ['session-0'] }));
  });

  it.each(['support', 'compliance', 'account-manager', 'owner'] as const)('support never staff (%s), an owner does', (role) => {
    given(enrolled, roleGranted(role)).when(resetMfa({ by: byStaff('support') })).thenThrows(...refusal('peer'));
    given(enrolled, roleGranted(role)).when(resetMfa({ by: byStaff('owner') })).thenEmits(reset({ sessionsEnded: ['session-0'] }));
  });

  it('five times a day', () => {
    given(enrolled).when(resetMfa({ resetsToday: 4 })).thenEmits(reset({ sessionsEnded: ['session-0'] }));
    given(enrolled).when(resetMfa({ resetsToday: 5 })).thenThrows(...refusal('tooMany'));
    given(enrolled).when(resetMfa({ resetsToday: 5, by: byStaff('owner') })).thenThrows(...refusal('tooMany'));
  });
});

describe('what a reset needs', () => {
  it.each([{ reason: '' }, { reason: '  ' }, { ticket: '' }, { ticket: '\t' }, { identityProof: null }])('not %o', (missing) =>
    given(enrolled).when(resetMfa(missing)).thenThrows(...refusal('missingProof')));

  it.each(['in-person', 'video-call', 'call-back', 'manager-confirmed'] as const)('a proof of identity: %s', (identityProof) =>
    given(enrolled).when(resetMfa({ identityProof })).thenEmits(reset({ identityProof, sessionsEnded: ['session-0'] })));

  it('an address that has not changed for 72 hours', () => {
    given(enrolled, emailChanged()).when(resetMfa({ now: seconds(72 * 3600 - 1) })).thenThrows(...refusal('addressChanged'));
    given(enrolled, emailChanged()).when(resetMfa({ now: hours(72) })).thenEmits(reset({ at: hours(72), sessionsEnded: ['session-0'] }));
    given(enrolled, emailChanged()).when(resetMfa({ by: { kind: 'operator' } })).thenThrows(...refusal('addressChanged'));
  });

  it('something to reset', () => {
    given(registered).when(resetMfa()).thenThrows(...refusal('nothingToReset'));
    given(enrolled, reset()).when(resetMfa({ now: minutes(1) })).thenThrows(...refusal('nothingToReset'));
    given(registered, recoveryCodeIssued('rc-1')).when(resetMfa()).thenEmits(reset({ factorsEnded: ['rc-1'] }));
    given(accountRegistered(), passwordSet()).when(resetMfa({ now: days(9) })).thenThrows(...refusal('nothingToReset'));
  });

  it('an account', () => given().when(resetMfa()).thenThrows(AccountRefused, { code: 'account.notFound' }));
});
