import { describe, it } from 'vitest';
import {
  answer,
  authenticatorEnrolled,
  authenticatorRemoved,
  challengeFailed,
  challengeIssued,
  challengePassed,
  confirmAuthenticator,
  confirmRecoveryCode,
  declineDeviceTrust,
  enrolled,
  enrolmentFailed,
  enrolmentStarted,
  given,
  mfaPolicy,
  mfaReset,
  minutes,
  passwordVerified,
  recoveryCodeConfirmed,
  recoveryCodeIssued,
  registered,
  required,
  rightPassword,
  seconds,
  sessionElevated,
  sessionStarted,
  setUpStarted,
  startEnrolment,
  startSetUp,
  stepUpStarted,
  trustDevice,
  enrolledByOneself,
  noMfaPolicy,
  notRequired,
  deviceTrustDeclined,
  issueChallenge,
} from '../../testing/account.js';
import { EnrolmentExpired, MethodNotAvailable, TooManyChallenges, WrongStep } from './errors.js';

const begun = [...registered, passwordVerified(), enrolmentStarted('app-1')];

describe('the set-up begins with an authenticator app', () => {
  it('which one code proves; then a recovery code is shown', () =>
    given(begun).when(confirmAuthenticator('app-1', 7)).thenEmits(authenticatorEnrolled('app-1', { step: 7 }), recoveryCodeIssued('rc-new')));

  it('whose code is burned by it', () => {
    const setUp = [...begun, authenticatorEnrolled('app-1', { step: 7 }), recoveryCodeIssued('rc-1'), recoveryCodeConfirmed('rc-1'), deviceTrustDeclined(), sessionStarted('session-1', { newDevice: true })];
    const next = [passwordVerified({ signInId: 's-2' }), challengeIssued('c-1', { signInId: 's-2' })];
    const over = { signInId: 's-2' };
    given(setUp, next).when(answer('c-1', { step: 7 }, over)).thenEmits(challengeFailed('c-1', 'reusedCode', over));
    given(setUp, next)
      .when(answer('c-1', { step: 8 }, over))
      .thenEmits(challengePassed('c-1', { ...over, step: 8 }), sessionStarted('session-new', over));
  });

  it('a wrong code is a failed attempt', () => {
    given(begun).when(confirmAuthenticator('app-1', null)).thenEmits(enrolmentFailed('app-1'));
    given(begun, enrolmentFailed('app-1')).when(confirmAuthenticator('app-1', null)).thenEmits(enrolmentFailed('app-1', { failures: 2 }));
  });

  it('a key takes twenty tries', () => {
    given(begun, enrolmentFailed('app-1', { failures: 19 }))
      .when(confirmAuthenticator('app-1', 7))
      .thenEmits(authenticatorEnrolled('app-1', { step: 7 }), recoveryCodeIssued('rc-new'));
    given(begun, enrolmentFailed('app-1', { failures: 20 }))
      .when(confirmAuthenticator('app-1', 7))
      .thenThrows(EnrolmentExpired, { code: 'enrolment.expired' });
  });

  it('a new key takes the place of the one shown before', () => {
    given(begun).when(startEnrolment()).thenEmits(enrolmentStarted('app-new'));
    given(begun, enrolmentStarted('app-2')).when(confirmAuthenticator('app-1', 7)).thenThrows(EnrolmentExpired);
    given(begun, enrolmentStarted('app-2'))
      .when(confirmAuthenticator('app-2', 7))
      .thenEmits(authenticatorEnrolled('app-2', { step: 7 }), recoveryCodeIssued('rc-new'));
  });

  it('a sign-in asks for thirty keys at most; the newest still counts', () => {
    const keys = (count: number) => Array.from({ length: count }, (_, index) => enrolmentStarted(`app-${index + 2}`));
    given(begun, keys(28)).when(startEnrolment()).thenEmits(enrolmentStarted('app-new'));
    given(begun, keys(29)).when(startEnrolment()).thenThrows(TooManyChallenges, { code: 'challenge.tooMany' });
    given(begun, keys(29))
      .when(confirmAuthenticator('app-30', 7))
      .thenEmits(authenticatorEnrolled('app-30', { step: 7 }), recoveryCodeIssued('rc-new'));
  });

  it('a key lives as long as it says', () => {
    const short = [...registered, passwordVerified(), enrolmentStarted('app-1', { expiresAt: minutes(5) })];
    given(short).when(confirmAuthenticator('app-1', 7, { now: minutes(5) })).thenThrows(EnrolmentExpired);
    given(short)
      .when(confirmAuthenticator('app-1', 7, { now: seconds(299) }))
      .thenEmits(authenticatorEnrolled('app-1', { step: 7, at: seconds(299) }), recoveryCodeIssued('rc-new', { at: seconds(299) }));
  });

  it('and is no other step', () => {
    given(begun).when(confirmRecoveryCode()).thenThrows(WrongStep, { code: 'sign-in.wrongStep' });
    given(begun).when(declineDeviceTrust()).thenThrows(WrongStep);
    given(begun).when(trustDevice({ verified: false, reason: 'malformed' })).thenThrows(WrongStep);
    given(enrolled, passwordVerified(), challengeIssued('c-1')).when(confirmAuthenticator('app-1', 7)).thenThrows(WrongStep);
    given(enrolled, passwordVerified(), challengeIssued('c-1')).when(startEnrolment()).thenThrows(WrongStep);
  });
});

const mailbox = { method: 'email-code', purpose: 'mailbox' } as const;

describe('the mailbox is proved before the set-up', () => {
  const policy = mfaPolicy({ proveMailboxFirst: true });
  const asked = [...registered, passwordVerified(), challengeIssued('c-1', mailbox)];

  it('where the policy says so', () => {
    given(registered).when(rightPassword({ policy })).thenEmits(passwordVerified(), challengeIssued('c-new', mailbox));
    given(registered).when(rightPassword()).thenEmits(passwordVerified(), enrolmentStarted('app-new'));
  });

  it('also where e-mail codes are no method', () =>
    given(registered)
      .when(rightPassword({ policy: { ...policy, emailCode: 'off' } }))
      .thenEmits(passwordVerified(), challengeIssued('c-new', mailbox)));

  it('and then goes on; no session comes of it', () =>
    given(asked)
      .when(answer('c-1', { emailCode: 'right' }, { policy: { ...policy, emailCode: 'off' } }))
      .thenEmits(challengePassed('c-1', mailbox), enrolmentStarted('app-new')));

  it('a wrong code proves nothing', () => {
    given(asked).when(answer('c-1', { emailCode: 'wrong' }, { policy })).thenEmits(challengeFailed('c-1', 'wrongCode', { method: 'email-code' }));
    given(asked).when(startEnrolment({ policy })).thenThrows(WrongStep);
    given(asked, challengePassed('c-1', mailbox)).when(startEnrolment({ policy })).thenEmits(enrolmentStarted('app-new'));
  });

  it('with Resend, and nothing else', () => {
    given(asked)
      .when(issueChallenge('email-code', { policy, now: minutes(1) }))
      .thenEmits(challengeIssued('c-new', { ...mailbox, at: minutes(1) }));
    given(asked).when(issueChallenge('authenticator', { policy, now: minutes(1) })).thenThrows(MethodNotAvailable);
  });

  it('in a set-up by oneself and in a step-up too', () => {
    const session = sessionStarted('session-1', { acr: 'aal1', amr: ['pwd'], policy: notRequired });
    const off = { ...policy, mfaRequired: false };
    given(registered, session).when(startSetUp({ policy: off })).thenEmits(setUpStarted({ policy: notRequired }), challengeIssued('c-new', mailbox));
    given(registered, session, stepUpStarted())
      .when(rightPassword({ policy }))
      .thenEmits(passwordVerified(), challengeIssued('c-new', mailbox));
  });

  it('not again for a new app', () =>
    given(enrolled, sessionStarted('session-1'))
      .when(startSetUp({ policy }))
      .thenEmits(setUpStarted(), enrolmentStarted('app-new')));
});

describe('after a reset', () => {
  const afterReset = [...enrolled, mfaReset('reset-1')];

  it('the next sign-in proves the mailbox and is set up again', () => {
    given(afterReset).when(rightPassword()).thenEmits(passwordVerified(), challengeIssued('c-new', mailbox));
    given(afterReset, passwordVerified(), challengeIssued('c-1', mailbox))
      .when(answer('c-1', { emailCode: 'right' }))
      .thenEmits(challengePassed('c-1', mailbox), enrolmentStarted('app-new'));
  });

  it('also of who had enrolled by themselves: the password alone does not sign in', () =>
    given(afterReset)
      .when(rightPassword({ policy: noMfaPolicy }))
      .thenEmits(passwordVerified({ policy: enrolledByOneself }), challengeIssued('c-new', mailbox)));

  it('the mailbox counts for its own sign-in only', () => {
    const proved = [passwordVerified({ signInId: 's-2' }), challengePassed('c-1', { ...mailbox, signInId: 's-2' })];
    given(afterReset, proved).when(rightPassword()).thenEmits(passwordVerified(), challengeIssued('c-new', mailbox));
  });

  it('and once set up, sign-ins are as before', () => {
    const again = [
      passwordVerified({ signInId: 's-2' }),
      challengePassed('c-1', { ...mailbox, signInId: 's-2' }),
      enrolmentStarted('app-2', { signInId: 's-2' }),
      authenticatorEnrolled('app-2', { signInId: 's-2' }),
    ];
    given(afterReset, again).when(rightPassword()).thenEmits(passwordVerified(), challengeIssued('c-new', { factorId: 'app-2' }));
  });
});

describe('a new app takes the place of the old one', () => {
  const newApp = [...enrolled, sessionStarted('session-1'), setUpStarted(), enrolmentStarted('app-2')];

  it('in the same append, and the session keeps its id; the recovery code stays', () => {
    const noPasskeys = mfaPolicy({ methods: ['authenticator', 'recovery-code'] });
    given(newApp)
      .when(confirmAuthenticator('app-2', 7, { policy: noPasskeys }))
      .thenEmits(authenticatorEnrolled('app-2', { step: 7 }), authenticatorRemoved('app-1'), sessionElevated('session-1'));
  });

  it('and is asked from then on', () =>
    given(newApp, authenticatorEnrolled('app-2'), authenticatorRemoved('app-1'))
      .when(rightPassword({ signInId: 's-2' }))
      .thenEmits(passwordVerified({ signInId: 's-2' }), challengeIssued('c-new', { signInId: 's-2', factorId: 'app-2' })));

  it('where an e-mail code only leads to re-enrolment', () => {
    const policy = mfaPolicy({ emailCode: 'recovery' });
    const reEnrolling = [...enrolled, passwordVerified(), challengePassed('c-1', { method: 'email-code' }), enrolmentStarted('app-2')];
    given(reEnrolling)
      .when(confirmAuthenticator('app-2', 7, { policy }))
      .thenEmits(authenticatorEnrolled('app-2', { step: 7 }), authenticatorRemoved('app-1'));
    given(reEnrolling, authenticatorEnrolled('app-2'), authenticatorRemoved('app-1'))
      .when(declineDeviceTrust({ policy }))
      .thenEmits(deviceTrustDeclined(), sessionStarted('session-new', { acr: 'email', amr: ['pwd', 'otp'], policy: required }));
  });
});
