import { describe, it } from 'vitest';
import {
  accountDisabled,
  answer,
  authenticatorEnrolled,
  challengeFailed,
  challengeIssued,
  challengePassed,
  deviceTrusted,
  emailChanged,
  enrolled,
  enrolledWithPasskey,
  enrolmentStarted,
  given,
  mfaPolicy,
  minutes,
  passkeyOf,
  passwordVerified,
  recoveryCodeIssued,
  seconds,
  sessionStarted,
  authenticatorRemoved,
  deviceRevoked,
} from '../../testing/account.js';
import { ChallengeRejected, SignInNotFound } from './errors.js';

const challenged = [...enrolled, passwordVerified(), challengeIssued('c-1')];

describe('a code of the authenticator app', () => {
  it('signs in', () =>
    given(challenged).when(answer('c-1', { step: 7 })).thenEmits(challengePassed('c-1', { step: 7 }), sessionStarted('session-new')));

  it('is a failed attempt when it is wrong, and may be tried again', () => {
    given(challenged).when(answer('c-1', { step: null })).thenEmits(challengeFailed('c-1', 'wrongCode'));
    given(challenged, challengeFailed('c-1', 'wrongCode'))
      .when(answer('c-1', { step: 7 }))
      .thenEmits(challengePassed('c-1', { step: 7 }), sessionStarted('session-new'));
  });

  it('is refused when its time step was accepted before, and any older one', () => {
    const next = [...challenged, challengePassed('c-1', { step: 7 }), passwordVerified({ signInId: 's-2' }), challengeIssued('c-2', { signInId: 's-2' })];
    const over = { signInId: 's-2' };
    given(next).when(answer('c-2', { step: 7 }, over)).thenEmits(challengeFailed('c-2', 'reusedCode', over));
    given(next).when(answer('c-2', { step: 6 }, over)).thenEmits(challengeFailed('c-2', 'reusedCode', over));
    given(next)
      .when(answer('c-2', { step: 8 }, over))
      .thenEmits(challengePassed('c-2', { ...over, step: 8 }), sessionStarted('session-new', over));
  });

  it('is refused when it enrolled the app', () => {
    given(challenged).when(answer('c-1', { step: 1 })).thenEmits(challengeFailed('c-1', 'reusedCode'));
    given(challenged).when(answer('c-1', { step: 2 })).thenEmits(challengePassed('c-1', { step: 2 }), sessionStarted('session-new'));
  });

  it('of an app that was replaced meanwhile is worth nothing', () => {
    const replaced = [
      passwordVerified({ signInId: 's-2' }),
      enrolmentStarted('app-2', { signInId: 's-2' }),
      authenticatorEnrolled('app-2', { signInId: 's-2' }),
      authenticatorRemoved('app-1'),
    ];
    given(challenged, replaced).when(answer('c-1', { step: 7 })).thenEmits(challengeFailed('c-1', 'wrongCode'));
    given(challenged, replaced)
      .when(answer('c-1', { step: 7, factorId: 'app-2' }))
      .thenEmits(challengeFailed('c-1', 'wrongCode'));
  });
});

describe('an e-mail code', () => {
  const issued = challengeIssued('c-1', { method: 'email-code' });
  const mailed = [...enrolled, passwordVerified(), issued];
  const failed = (failures: number, over = {}) => challengeFailed('c-1', 'wrongCode', { method: 'email-code', failures, ...over });
  const accepted = (challengeId: string, at: string, over = {}) => [
    challengePassed(challengeId, { method: 'email-code', at, ...over }),
    sessionStarted('session-new', { acr: 'email', amr: ['pwd', 'otp'], at, ...over }),
  ];

  it('signs in', () => given(mailed).when(answer('c-1', { emailCode: 'right' })).thenEmits(accepted('c-1', seconds(0))));

  it('is a failed attempt when it is wrong', () => given(mailed).when(answer('c-1', { emailCode: 'wrong' })).thenEmits(failed(1)));

  it('is valid for ten minutes', () => {
    given(mailed).when(answer('c-1', { emailCode: 'right' }, { now: seconds(599) })).thenEmits(accepted('c-1', seconds(599)));
    // Not judged, so not counted.
    given(mailed)
      .when(answer('c-1', { emailCode: 'right' }, { now: minutes(10) }))
      .thenEmits(challengeFailed('c-1', 'expired', { method: 'email-code', failures: 0, at: minutes(10) }));
  });

  it('is closed by one answer that came too late: the next ones write nothing', () =>
    given(mailed, challengeFailed('c-1', 'expired', { method: 'email-code', failures: 0, at: minutes(10) }))
      .when(answer('c-1', { emailCode: 'right' }, { now: minutes(11) }))
      .thenThrows(ChallengeRejected, { cause: 'challenge not open' }));

  it('takes five tries', () => {
    const four = [failed(1), failed(2), failed(3), failed(4)];
    given(mailed, four).when(answer('c-1', { emailCode: 'right' })).thenEmits(accepted('c-1', seconds(0)));
    // Six minutes later the address may be tried again, this code may not.
    given(mailed, four, failed(5))
      .when(answer('c-1', { emailCode: 'right' }, { now: minutes(7) }))
      .thenThrows(ChallengeRejected, { code: 'challenge.rejected', cause: 'code tried too often' });
    const resent = challengeIssued('c-2', { method: 'email-code', at: minutes(7) });
    given(mailed, four, failed(5), resent)
      .when(answer('c-2', { emailCode: 'right' }, { now: minutes(7) }))
      .thenEmits(accepted('c-2', minutes(7)));
  });

  it('is void once a newer one was sent, in this sign-in or another', () => {
    const resent = challengeIssued('c-2', { method: 'email-code', at: minutes(1) });
    given(mailed, resent).when(answer('c-1', { emailCode: 'right' }, { now: minutes(1) })).thenThrows(ChallengeRejected, { cause: 'challenge not open' });
    given(mailed, resent).when(answer('c-2', { emailCode: 'right' }, { now: minutes(1) })).thenEmits(accepted('c-2', minutes(1)));

    const elsewhere = [passwordVerified({ signInId: 's-2' }), challengeIssued('c-3', { signInId: 's-2', method: 'email-code' })];
    given(mailed, elsewhere).when(answer('c-1', { emailCode: 'right' })).thenThrows(ChallengeRejected, { cause: 'challenge not open' });
    given(mailed, elsewhere)
      .when(answer('c-3', { emailCode: 'right' }, { signInId: 's-2' }))
      .thenEmits(accepted('c-3', seconds(0), { signInId: 's-2' }));
  });

  it('is void once the address changed', () =>
    given(mailed, emailChanged()).when(answer('c-1', { emailCode: 'right' })).thenThrows(ChallengeRejected, { cause: 'challenge not open' }));

  it('is void once the organization allows none', () =>
    given(mailed)
      .when(answer('c-1', { emailCode: 'right' }, { policy: mfaPolicy({ emailCode: 'off' }) }))
      .thenThrows(ChallengeRejected, { cause: 'method not allowed' }));

  it('only leads to a set-up where the policy takes it for recovery', () =>
    given(mailed)
      .when(answer('c-1', { emailCode: 'right' }, { policy: mfaPolicy({ emailCode: 'recovery' }) }))
      .thenEmits(challengePassed('c-1', { method: 'email-code' }), enrolmentStarted('app-new')));
});

describe('the recovery code', () => {
  const asked = [...enrolled, passwordVerified(), challengeIssued('c-1', { method: 'recovery-code' })];

  it('dies, signs in and is followed by the next one, in one append', () =>
    given(asked)
      .when(answer('c-1', { recoveryCode: 'right' }))
      .thenEmits(
        challengePassed('c-1', { method: 'recovery-code' }),
        recoveryCodeIssued('rc-new', { because: 'used' }),
        sessionStarted('session-new', { acr: 'recovery', amr: ['pwd', 'otp'] }),
      ));

  it('is a failed attempt when it is wrong', () =>
    given(asked).when(answer('c-1', { recoveryCode: 'wrong' })).thenEmits(challengeFailed('c-1', 'wrongCode', { method: 'recovery-code' })));

  it('works once', () => {
    const used = [challengePassed('c-1', { method: 'recovery-code' }), recoveryCodeIssued('rc-2', { because: 'used' })];
    const again = [passwordVerified({ signInId: 's-2' }), challengeIssued('c-2', { signInId: 's-2', method: 'recovery-code', factorId: 'rc-2' })];
    given(asked, used, again)
      .when(answer('c-2', { recoveryCode: 'right', id: 'rc-1' }, { signInId: 's-2' }))
      .thenEmits(challengeFailed('c-2', 'wrongCode', { method: 'recovery-code', signInId: 's-2', factorId: 'rc-2' }));
    given(asked, used, again)
      .when(answer('c-2', { recoveryCode: 'right', id: 'rc-2' }, { signInId: 's-2' }))
      .thenEmits(
        challengePassed('c-2', { method: 'recovery-code', signInId: 's-2', factorId: 'rc-2' }),
        recoveryCodeIssued('rc-new', { because: 'used', signInId: 's-2' }),
        sessionStarted('session-new', { acr: 'recovery', amr: ['pwd', 'otp'], signInId: 's-2' }),
      );
  });

  it('answers only the challenge that was issued for it, so that each has one row of failures', () =>
    given(asked, recoveryCodeIssued('rc-2', { signInId: 's-2', because: 'used' }))
      .when(answer('c-1', { recoveryCode: 'right', id: 'rc-2' }))
      .thenEmits(challengeFailed('c-1', 'wrongCode', { method: 'recovery-code' })));
});

describe('a passkey as second factor', () => {
  const offered = [...enrolledWithPasskey, passwordVerified(), challengeIssued('c-1', { method: 'passkey' })];
  const right = { passkey: passkeyOf('laptop-passkey') };

  it('signs in', () =>
    given(offered)
      .when(answer('c-1', right))
      .thenEmits(
        challengePassed('c-1', { method: 'passkey', counter: 2, backedUp: false }),
        sessionStarted('session-new', { acr: 'phr', amr: ['hwk', 'user', 'mfa'] }),
      ));

  it('may be any of the account’s', () =>
    given(offered, deviceTrusted('tablet', { signInId: 's-0' }))
      .when(answer('c-1', { passkey: passkeyOf('tablet') }))
      .thenEmits(
        challengePassed('c-1', { method: 'passkey', factorId: 'tablet', counter: 2, backedUp: false }),
        sessionStarted('session-new', { acr: 'phr', amr: ['hwk', 'user', 'mfa'] }),
      ));

  it('is a failed attempt with the reason', () =>
    given(offered)
      .when(answer('c-1', { passkey: { verified: false, deviceId: 'laptop-passkey', reason: 'wrongOrigin' } }))
      .thenEmits(challengeFailed('c-1', 'wrongOrigin', { method: 'passkey' })));

  it('is refused when it was cloned, or revoked', () => {
    given(offered)
      .when(answer('c-1', { passkey: passkeyOf('laptop-passkey', 1) }))
      .thenEmits(challengeFailed('c-1', 'cloned', { method: 'passkey' }));
    given(offered, deviceRevoked('laptop-passkey'))
      .when(answer('c-1', right))
      .thenEmits(challengeFailed('c-1', 'unknownCredential', { method: 'passkey' }));
  });

  it('is taken for five minutes', () => {
    given(offered)
      .when(answer('c-1', right, { now: seconds(299) }))
      .thenEmits(
        challengePassed('c-1', { method: 'passkey', counter: 2, backedUp: false, at: seconds(299) }),
        sessionStarted('session-new', { acr: 'phr', amr: ['hwk', 'user', 'mfa'], at: seconds(299) }),
      );
    given(offered)
      .when(answer('c-1', right, { now: minutes(5) }))
      .thenEmits(challengeFailed('c-1', 'expired', { method: 'passkey', at: minutes(5), failures: 0 }));
  });
});

describe('an answer to no open challenge gets the answer of a wrong one, and nothing is written', () => {
  const notOpen = [ChallengeRejected, { code: 'challenge.rejected', cause: 'challenge not open' }] as const;

  it('unknown', () => {
    given(challenged).when(answer('c-9', { step: 7 })).thenThrows(...notOpen);
    given(challenged).when(answer('constructor', { step: 7 })).thenThrows(...notOpen);
  });

  it('answered before', () =>
    given(challenged, challengePassed('c-1', { step: 7 })).when(answer('c-1', { step: 8 })).thenThrows(...notOpen));

  it('of another sign-in', () => {
    const other = [...challenged, passwordVerified({ signInId: 's-2' }), challengeIssued('c-2', { signInId: 's-2' })];
    given(other).when(answer('c-2', { step: 7 }, { signInId: 's-1' })).thenThrows(...notOpen);
    given(other)
      .when(answer('c-2', { step: 7 }, { signInId: 's-2' }))
      .thenEmits(challengePassed('c-2', { step: 7, signInId: 's-2' }), sessionStarted('session-new', { signInId: 's-2' }));
  });

  it('of another method', () => {
    given(challenged).when(answer('c-1', { emailCode: 'right' })).thenThrows(...notOpen);
    given(challenged).when(answer('c-1', { recoveryCode: 'right' })).thenThrows(...notOpen);
    given(challenged).when(answer('c-1', { passkey: passkeyOf('laptop-passkey') })).thenThrows(...notOpen);
  });

  it('of an account that was disabled', () =>
    given(challenged, accountDisabled()).when(answer('c-1', { step: 7 })).thenThrows(ChallengeRejected, { cause: 'account is disabled' }));

  it('of a sign-in that took too long', () => {
    given(challenged).when(answer('c-1', { step: 7 }, { now: minutes(15) })).thenThrows(SignInNotFound, { code: 'sign-in.notFound' });
    given(challenged).when(answer('c-1', { step: 7 }, { signInId: 's-9' })).thenThrows(SignInNotFound, { cause: 'unknown or expired' });
  });
});
