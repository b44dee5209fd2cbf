import { describe, it } from 'vitest';
import {
  authenticatorEnrolled,
  challengeIssued,
  challengePassed,
  confirmRecoveryCode,
  days,
  enrolled,
  enrolmentStarted,
  given,
  mfaPolicy,
  answer,
  passwordVerified,
  recoveryCodeConfirmed,
  recoveryCodeIssued,
  registered,
  replaceRecoveryCode,
  rightPassword,
  sessionStarted,
  sessionsVoided,
} from '../../testing/account.js';
import { SignInNotFound, TooManyChallenges, WrongStep } from './errors.js';

const shown = [...registered, passwordVerified(), enrolmentStarted('app-1'), authenticatorEnrolled('app-1'), recoveryCodeIssued('rc-1')];

describe('the recovery code of a set-up', () => {
  it('is confirmed, and the device may be trusted next', () => given(shown).when(confirmRecoveryCode()).thenEmits(recoveryCodeConfirmed('rc-1')));

  it('is confirmed, and that is all where the organization allows no passkeys', () =>
    given(shown)
      .when(confirmRecoveryCode({ policy: mfaPolicy({ methods: ['authenticator', 'recovery-code'] }) }))
      .thenEmits(recoveryCodeConfirmed('rc-1'), sessionStarted('session-new', { newDevice: true })));

  it('is replaced when it was not seen', () =>
    given(shown).when(replaceRecoveryCode()).thenEmits(recoveryCodeIssued('rc-new', { because: 'notConfirmed' })));

  it('is replaced thirty times at most, with all else that the sign-in asked for', () => {
    const replaced = (count: number) => Array.from({ length: count }, (_, index) => recoveryCodeIssued(`rc-${index + 2}`, { because: 'notConfirmed' }));
    given(shown, replaced(27)).when(replaceRecoveryCode()).thenEmits(recoveryCodeIssued('rc-new', { because: 'notConfirmed' }));
    given(shown, replaced(28)).when(replaceRecoveryCode()).thenThrows(TooManyChallenges, { code: 'challenge.tooMany' });
    given(shown, replaced(28)).when(confirmRecoveryCode()).thenEmits(recoveryCodeConfirmed('rc-29'));
  });

  it('is confirmed once', () => given(shown, recoveryCodeConfirmed('rc-1')).when(confirmRecoveryCode()).thenThrows(WrongStep));

  it('is not the other sign-in’s', () => {
    const other = [
      passwordVerified({ signInId: 's-2' }),
      challengePassed('c-2', { signInId: 's-2', step: 9 }),
      recoveryCodeIssued('rc-2', { signInId: 's-2', because: 'notConfirmed' }),
    ];
    given(shown, other).when(confirmRecoveryCode()).thenThrows(WrongStep, { code: 'sign-in.wrongStep' });
    given(shown, other)
      .when(confirmRecoveryCode({ signInId: 's-2' }))
      .thenEmits(recoveryCodeConfirmed('rc-2', { signInId: 's-2' }), sessionStarted('session-new', { signInId: 's-2', newDevice: true }));
    given(shown, other).when(replaceRecoveryCode()).thenEmits(recoveryCodeIssued('rc-new', { because: 'notConfirmed' }));
  });
});

describe('a recovery code that was never confirmed', () => {
  const closedTooEarly = [...shown, passwordVerified({ signInId: 's-2' }), challengeIssued('c-1', { signInId: 's-2' })];
  const over = { signInId: 's-2' };

  it('is issued anew at the next sign-in', () =>
    given(closedTooEarly)
      .when(answer('c-1', { step: 7 }, over))
      .thenEmits(challengePassed('c-1', { ...over, step: 7 }), recoveryCodeIssued('rc-new', { ...over, because: 'notConfirmed' })));

  it('and then confirmed, which signs in', () =>
    given(closedTooEarly, challengePassed('c-1', { ...over, step: 7 }), recoveryCodeIssued('rc-2', over))
      .when(confirmRecoveryCode(over))
      .thenEmits(recoveryCodeConfirmed('rc-2', over), sessionStarted('session-new', { ...over, newDevice: true })));

  it('waits for its replacement when none was made', () =>
    given(closedTooEarly)
      .when(answer('c-1', { step: 7 }, { ...over, fresh: { recoveryVerifier: null } }))
      .thenEmits(challengePassed('c-1', { ...over, step: 7 })));
});

describe('the next recovery code, after one was used', () => {
  const used = [
    ...enrolled,
    passwordVerified(),
    challengePassed('c-1', { method: 'recovery-code' }),
    recoveryCodeIssued('rc-2', { because: 'used' }),
    sessionStarted('session-1', { acr: 'recovery', amr: ['pwd', 'otp'] }),
  ];

  it('is confirmed by the sign-in that was finished with the old one', () => given(used).when(confirmRecoveryCode()).thenEmits(recoveryCodeConfirmed('rc-2')));

  it('is replaced by it', () => given(used).when(replaceRecoveryCode()).thenEmits(recoveryCodeIssued('rc-new', { because: 'notConfirmed' })));

  it('is neither once the session was ended from elsewhere', () => {
    given(used, sessionsVoided()).when(confirmRecoveryCode()).thenThrows(SignInNotFound);
    given(used, sessionsVoided()).when(replaceRecoveryCode()).thenThrows(SignInNotFound);
  });

  it('is not touched once it was confirmed', () =>
    given(used, recoveryCodeConfirmed('rc-2')).when(replaceRecoveryCode()).thenThrows(WrongStep));

  it('is shown again at the next sign-in when it was not confirmed', () =>
    given(used, passwordVerified({ signInId: 's-2', at: days(1) }), challengeIssued('c-2', { signInId: 's-2', at: days(1) }))
      .when(answer('c-2', { step: 7 }, { signInId: 's-2', now: days(1) }))
      .thenEmits(
        challengePassed('c-2', { signInId: 's-2', step: 7, at: days(1) }),
        recoveryCodeIssued('rc-new', { signInId: 's-2', because: 'notConfirmed', at: days(1) }),
      ));
});

it('who is signed in without MFA is shown none', () =>
  given(registered)
    .when(rightPassword({ policy: mfaPolicy({ mfaRequired: false }) }))
    .thenEmits(
      passwordVerified({ policy: { mfaRequired: false, because: 'none', organizationId: 'org-1', policyRevision: 3 } }),
      sessionStarted('session-new', {
        acr: 'aal1',
        amr: ['pwd'],
        newDevice: true,
        policy: { mfaRequired: false, because: 'none', organizationId: 'org-1', policyRevision: 3 },
      }),
    ));
