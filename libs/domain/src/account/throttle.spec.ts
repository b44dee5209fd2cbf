import { describe, expect, it } from 'vitest';
import {
  accountUnlocked,
  answer,
  authenticatorEnrolled,
  authenticatorRemoved,
  challengeFailed,
  challengeIssued,
  challengePassed,
  emailChanged,
  enrolled,
  enrolledWithPasskey,
  enrolmentStarted,
  factorDisabled,
  given,
  issueChallenge,
  minutes,
  passkeyOf,
  passkeyRejected,
  passkeyVerified,
  passwordVerified,
  recoveryCodeIssued,
  rightPassword,
  seconds,
  sessionStarted,
  verifyPasskey,
} from '../../testing/account.js';
import { ChallengeRejected, MethodNotAvailable, SignInRejected } from './errors.js';
import type { AccountEvent } from './events.js';

const limited = [ChallengeRejected, { code: 'challenge.rejected', cause: 'factor limited' }] as const;
const failures = (count: number, over: Parameters<typeof challengeFailed>[2] = {}) =>
  Array.from({ length: count }, (_, index) => challengeFailed('c-1', 'wrongCode', { ...over, failures: index + 1 }));
const nth = (count: number, over: Parameters<typeof challengeFailed>[2] = {}) =>
  challengeFailed('c-1', 'wrongCode', { failures: count, ...over });
const challenged = [...enrolled, passwordVerified(), challengeIssued('c-1')];
const accepted = (at: string) => [challengePassed('c-1', { step: 7, at }), sessionStarted('session-new', { at })];

describe('wrong second factors are counted by authenticator', () => {
  it('five are free', () => {
    given(challenged, failures(4)).when(answer('c-1', { step: 7 })).thenEmits(accepted(seconds(0)));
    given(challenged, failures(4)).when(answer('c-1', { step: null })).thenEmits(nth(5));
  });

  it('then one per six minutes: even a right one is not looked at, and nothing is written', () => {
    given(challenged, failures(5)).when(answer('c-1', { step: 7 })).thenThrows(...limited);
    given(challenged, failures(5)).when(answer('c-1', { step: 7 }, { now: seconds(359) })).thenThrows(...limited);
    given(challenged, failures(5)).when(answer('c-1', { step: 7 }, { now: minutes(6) })).thenEmits(accepted(minutes(6)));
    const sixth = nth(6, { at: minutes(6) });
    given(challenged, failures(5)).when(answer('c-1', { step: null }, { now: minutes(6) })).thenEmits(sixth);
    given(challenged, failures(5), sixth).when(answer('c-1', { step: 7 }, { now: seconds(719) })).thenThrows(...limited);
    given(challenged, failures(5), sixth).when(answer('c-1', { step: 7 }, { now: minutes(12) })).thenEmits(accepted(minutes(12)));
  });

  it('the fiftieth disables it until it is bound anew, however long one waits', () => {
    given(challenged, nth(49))
      .when(answer('c-1', { step: null }, { now: minutes(6) }))
      .thenEmits(nth(50, { at: minutes(6) }), factorDisabled('authenticator', { at: minutes(6) }));
    const disabled = [nth(50, { at: minutes(-600) }), factorDisabled('authenticator', { at: minutes(-600) })];
    given(enrolled, disabled, passwordVerified(), challengeIssued('c-1')).when(answer('c-1', { step: 7 })).thenThrows(...limited);
    given(enrolled, disabled, passwordVerified()).when(issueChallenge('authenticator')).thenThrows(MethodNotAvailable);
    given(enrolled, disabled, passwordVerified())
      .when(issueChallenge('recovery-code'))
      .thenEmits(challengeIssued('c-new', { method: 'recovery-code' }));
  });

  it('counts a code used twice like a wrong one', () =>
    given(challenged, failures(4)).when(answer('c-1', { step: 1 })).thenEmits(challengeFailed('c-1', 'reusedCode', { failures: 5 })));

  it('the same for e-mail codes and recovery codes', () => {
    for (const method of ['email-code', 'recovery-code'] as const) {
      const asked = [...enrolled, passwordVerified(), challengeIssued('c-1', { method, at: minutes(5) })];
      const answered = method === 'email-code' ? ({ emailCode: 'wrong' } as const) : ({ recoveryCode: 'wrong' } as const);
      const four = failures(4, { method, signInId: 's-0' });
      const fifth = nth(5, { method, at: minutes(5) });
      given(asked, four).when(answer('c-1', answered, { now: minutes(5) })).thenEmits(fifth);
      given(asked, four, fifth).when(answer('c-1', answered, { now: minutes(6) })).thenThrows(...limited);
    }
  });

  it('never for passkeys', () => {
    const offered = [...enrolledWithPasskey, passwordVerified(), challengeIssued('c-1', { method: 'passkey' })];
    given(offered, wrongPasskeys(60))
      .when(answer('c-1', { passkey: passkeyOf('laptop-passkey') }))
      .thenEmits(
        challengePassed('c-1', { method: 'passkey', counter: 2, backedUp: false }),
        sessionStarted('session-new', { acr: 'phr', amr: ['hwk', 'user', 'mfa'] }),
      );
  });
});

const wrongPasskeys = (count: number) =>
  Array.from({ length: count }, (_, index) => challengeFailed('c-1', 'wrongSignature', { method: 'passkey', failures: index + 1 }));

describe('wrong answers of passkeys are limited in what they write, because nobody guesses a signature', () => {
  const forged = { passkey: { verified: false, deviceId: 'laptop-passkey', reason: 'wrongSignature' } } as const;
  const unwritten = [ChallengeRejected, { code: 'challenge.rejected', cause: 'wrong passkeys limited' }] as const;
  const sixth = (over: Parameters<typeof challengeFailed>[2]) => challengeFailed('c-1', 'wrongSignature', { method: 'passkey', failures: 6, ...over });
  const offered = [...enrolledWithPasskey, passwordVerified(), challengeIssued('c-1', { method: 'passkey', expiresAt: minutes(14) })];
  const first = { verified: false, deviceId: 'laptop-passkey', reason: 'wrongSignature' } as const;
  const rejections = (count: number, reason: 'wrongSignature' | 'cloned' = 'wrongSignature') => Array.from({ length: count }, () => passkeyRejected(reason, { signInId: 's-0' }));

  it('behind the password: five, then one per six minutes', () => {
    given(offered, wrongPasskeys(4)).when(answer('c-1', forged)).thenEmits(challengeFailed('c-1', 'wrongSignature', { method: 'passkey', failures: 5 }));
    given(offered, wrongPasskeys(5)).when(answer('c-1', forged)).thenThrows(...unwritten);
    given(offered, wrongPasskeys(5)).when(answer('c-1', forged, { now: minutes(6) })).thenEmits(sixth({ at: minutes(6) }));
    given(offered, wrongPasskeys(5), sixth({ at: minutes(6) })).when(answer('c-1', forged, { now: minutes(11) })).thenThrows(...unwritten);
  });

  it('the same as the first factor, whatever the sign-in, and both count together', () => {
    given(enrolledWithPasskey, rejections(4)).when(verifyPasskey(first)).thenEmits(passkeyRejected('wrongSignature'));
    given(enrolledWithPasskey, rejections(5)).when(verifyPasskey(first)).thenThrows(SignInRejected, { cause: 'wrong passkeys limited' });
    given(offered, rejections(5)).when(answer('c-1', forged)).thenThrows(...unwritten);
    given(enrolledWithPasskey, rejections(9))
      .when(verifyPasskey(passkeyOf('laptop-passkey')))
      .thenEmits(passkeyVerified(), sessionStarted('session-new', { acr: 'phr', amr: ['hwk', 'user', 'mfa'] }));
  });

  it('wrong answers hide no clone, and a clone does not write without end either', () => {
    const clone = passkeyOf('laptop-passkey', 1);
    const at5 = [...enrolledWithPasskey, passkeyVerified({ signInId: 's-0', counter: 5 })];
    given(at5, rejections(60)).when(verifyPasskey(clone)).thenEmits(passkeyRejected('cloned'));
    given(at5, rejections(5, 'cloned')).when(verifyPasskey(clone)).thenThrows(SignInRejected, { cause: 'wrong passkeys limited' });
    given(at5, rejections(5, 'cloned'), passkeyVerified({ signInId: 's-2', counter: 6 }))
      .when(verifyPasskey(clone))
      .thenThrows(SignInRejected, { cause: 'wrong passkeys limited' });
  });

  it('a right one and support end the row', () => {
    for (const ending of [passkeyVerified({ signInId: 's-2', counter: 5 }), accountUnlocked()]) {
      given(enrolledWithPasskey, rejections(5), ending).when(verifyPasskey(first)).thenEmits(passkeyRejected('wrongSignature'));
    }
  });
});

describe('nothing resets the counter', () => {
  const five = [...enrolled, passwordVerified({ signInId: 's-2' }), failures(5, { signInId: 's-2' })].flat();
  const notBy: readonly (readonly [string, readonly AccountEvent[]])[] = [
    ['a new code', [passwordVerified(), challengeIssued('c-0'), challengeIssued('c-1')]],
    ['a new sign-in', [passwordVerified(), challengeIssued('c-1')]],
    [
      'the success of another method',
      [
        passwordVerified(),
        challengeIssued('c-0', { method: 'email-code' }),
        challengePassed('c-0', { method: 'email-code' }),
        passwordVerified({ signInId: 's-1' }),
        challengeIssued('c-1'),
      ],
    ],
    ['a failed expired answer', [passwordVerified(), challengeIssued('c-0'), challengeFailed('c-0', 'expired', { failures: 5 }), challengeIssued('c-1')]],
    ['a new recovery code', [passwordVerified(), recoveryCodeIssued('rc-2'), challengeIssued('c-1')]],
  ];
  it.each(notBy)('but not %s', (_what, events) => given(five, events).when(answer('c-1', { step: 7 })).thenThrows(...limited));

  const wrong = answer('c-1', { step: null });
  const asked = [passwordVerified(), challengeIssued('c-1')];

  it('except success', () => given(five, asked, challengePassed('c-9', { step: 6 })).when(wrong).thenThrows(ChallengeRejected, { cause: 'challenge not open' }));

  it('success', () => {
    const success = [passwordVerified({ signInId: 's-3' }), challengePassed('c-3', { signInId: 's-3', step: 6 })];
    given(five, success, asked).when(wrong).thenEmits(nth(1));
  });

  it('unlocking by support, which also lifts the disabling', () => {
    given(five, accountUnlocked({ factorIds: ['app-1'] }), asked).when(wrong).thenEmits(nth(1));
    given(five, factorDisabled('authenticator'), accountUnlocked({ factorIds: ['app-1'] }), asked).when(wrong).thenEmits(nth(1));
  });

  it('or binding it anew', () => {
    const rebound = [
      enrolmentStarted('app-2', { signInId: 's-2' }),
      authenticatorEnrolled('app-2', { signInId: 's-2' }),
      authenticatorRemoved('app-1'),
    ];
    given(five, rebound, passwordVerified(), challengeIssued('c-1', { factorId: 'app-2' }))
      .when(answer('c-1', { step: null, factorId: 'app-2' }))
      .thenEmits(nth(1, { factorId: 'app-2', failuresBehindPassword: 6 }));
  });

  it('an address is bound anew when it changes', () => {
    const mailed = [passwordVerified(), challengeIssued('c-1', { method: 'email-code' })];
    const wrongMailed = answer('c-1', { emailCode: 'wrong' });
    const failed = failures(5, { method: 'email-code', signInId: 's-2' });
    given(enrolled, failed, mailed).when(wrongMailed).thenThrows(...limited);
    given(enrolled, failed, emailChanged(), mailed)
      .when(wrongMailed)
      .thenEmits(nth(1, { method: 'email-code', failuresBehindPassword: 6 }));
  });
});

describe('failures behind a right password', () => {
  it('are counted over all methods, for the notice to the holder', () =>
    given(challenged, nth(1), nth(1, { method: 'email-code', failuresBehindPassword: 2 }))
      .when(answer('c-1', { step: null }))
      .thenEmits(nth(2, { failuresBehindPassword: 3 })));

  it('begin anew after a success', () => {
    const { state } = given(challenged, failures(2), challengePassed('c-1', { step: 7 }));
    expect(state.failuresBehindPassword).toBe(0);
  });
});

it('a disabled app gives way to the next method', () =>
  given(enrolledWithPasskey, factorDisabled('authenticator'))
    .when(rightPassword({ deviceHash: null }))
    .thenEmits(passwordVerified({ deviceHash: null }), challengeIssued('c-new', { method: 'passkey' })));
