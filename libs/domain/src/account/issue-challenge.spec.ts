import { describe, expect, it } from 'vitest';
import {
  accountUnlocked,
  answer,
  challengeFailed,
  challengeIssued,
  challengePassed,
  days,
  deviceTrusted,
  enrolled,
  enrolledWithPasskey,
  factorDisabled,
  given,
  hours,
  issueChallenge,
  mfaPolicy,
  minutes,
  passwordVerified,
  registered,
  rightPassword,
  seconds,
  sessionStarted,
  stepUpStarted,
} from '../../testing/account.js';
import { EmailCodeTooSoon, MethodNotAvailable, SignInNotFound, TooManyChallenges, WrongStep } from './errors.js';
import type { Method } from './events.js';
import { availableMethods } from './methods.js';

const begun = [...enrolledWithPasskey, passwordVerified(), challengeIssued('c-1', { method: 'passkey' })];
const methods: readonly Method[] = ['passkey', 'authenticator', 'email-code', 'recovery-code'];

describe('the default method', () => {
  it('is the passkey of this device if it is trusted', () =>
    given(enrolledWithPasskey).when(rightPassword()).thenEmits(passwordVerified(), challengeIssued('c-new', { method: 'passkey' })));

  it.each(['tablet', null])('is the authenticator app on a device that is not (%s)', (deviceHash) =>
    given(enrolledWithPasskey).when(rightPassword({ deviceHash })).thenEmits(passwordVerified({ deviceHash }), challengeIssued('c-new')));

  it('is the authenticator app where the organization allows no passkeys', () =>
    given(enrolledWithPasskey)
      .when(rightPassword({ policy: mfaPolicy({ methods: ['authenticator', 'recovery-code'] }) }))
      .thenEmits(passwordVerified(), challengeIssued('c-new')));

  it('is never an unknown device’s, however the passkey was made', () =>
    given(enrolled, deviceTrusted('key', { signInId: 's-0', deviceHash: null }))
      .when(rightPassword({ deviceHash: null }))
      .thenEmits(passwordVerified({ deviceHash: null }), challengeIssued('c-new')));
});

describe('another method', () => {
  it.each(methods)('%s', (method) =>
    given(begun).when(issueChallenge(method)).thenEmits(challengeIssued('c-new', { method })));

  it('that the account does not have is refused', () =>
    given(enrolled, passwordVerified())
      .when(issueChallenge('passkey'))
      .thenThrows(MethodNotAvailable, { code: 'challenge.methodNotAvailable' }));

  it('that the organization does not allow is refused', () => {
    const notAllowed: readonly (readonly [Method, Parameters<typeof mfaPolicy>[0]])[] = [
      ['passkey', { methods: ['authenticator', 'recovery-code'] }],
      ['authenticator', { methods: ['passkey', 'recovery-code'] }],
      ['recovery-code', { methods: ['passkey', 'authenticator'] }],
      ['email-code', { emailCode: 'off' }],
    ];
    for (const [method, change] of notAllowed) {
      given(begun).when(issueChallenge(method, { policy: mfaPolicy(change) })).thenThrows(MethodNotAvailable);
      const others = methods.filter((one) => one !== method);
      for (const other of others) {
        given(begun).when(issueChallenge(other, { policy: mfaPolicy(change) })).thenEmits(challengeIssued('c-new', { method: other }));
      }
    }
  });

  it('closes the older challenge of its own method only', () => {
    const { state } = given(begun, challengeIssued('c-2'), challengeIssued('c-3'));
    expect(Object.keys(state.signIns['s-1']?.challenges ?? {})).toEqual(['c-1', 'c-3']);
  });

  it('is listed, the default first', () => {
    const { state } = given(begun);
    expect(availableMethods(state, state.signIns['s-1']!, mfaPolicy())).toEqual(methods);
    const elsewhere = given(enrolledWithPasskey, passwordVerified({ deviceHash: 'tablet' })).state;
    expect(availableMethods(elsewhere, elsewhere.signIns['s-1']!, mfaPolicy())).toEqual([
      'authenticator',
      'passkey',
      'email-code',
      'recovery-code',
    ]);
  });
});

describe('a challenge belongs to a sign-in that waits for one', () => {
  it('not before the first factor', () => given(enrolled).when(issueChallenge('authenticator')).thenThrows(SignInNotFound));
  it('not during a set-up', () =>
    given(registered, passwordVerified()).when(issueChallenge('email-code')).thenThrows(WrongStep, { code: 'sign-in.wrongStep' }));
  it('not after the session started', () =>
    given(begun, challengePassed('c-1', { method: 'passkey', counter: 2 }), sessionStarted('session-1'))
      .when(issueChallenge('email-code'))
      .thenThrows(WrongStep));
  it('at most thirty times', () => {
    const issued = (count: number) => Array.from({ length: count }, (_, index) => challengeIssued(`c-${index}`));
    given(enrolled, passwordVerified(), issued(29)).when(issueChallenge('authenticator')).thenEmits(challengeIssued('c-new'));
    given(enrolled, passwordVerified(), issued(30))
      .when(issueChallenge('authenticator', { now: minutes(5) }))
      .thenThrows(TooManyChallenges, { code: 'challenge.tooMany', retryAfterSeconds: 600 });
  });
});

describe('a step-up', () => {
  const stepUp = [...enrolledWithPasskey, sessionStarted('session-1'), stepUpStarted()];
  it.each(['email-code', 'recovery-code'] as const)('takes no %s', (method) =>
    given(stepUp).when(issueChallenge(method)).thenThrows(MethodNotAvailable));
  it.each(['passkey', 'authenticator'] as const)('takes a %s', (method) =>
    given(stepUp).when(issueChallenge(method)).thenEmits(challengeIssued('c-new', { method })));
});

describe('e-mail codes are sent sparingly', () => {
  const sent = (...times: readonly string[]) => [
    ...enrolled,
    ...times.flatMap((at, index) => [
      passwordVerified({ signInId: `s-m${index}`, at }),
      challengeIssued(`c-m${index}`, { signInId: `s-m${index}`, method: 'email-code', at }),
    ]),
  ];
  const resend = (history: ReturnType<typeof sent>, now: string) =>
    given(history, passwordVerified({ at: now })).when(issueChallenge('email-code', { now }));
  const issued = (at: string) => challengeIssued('c-new', { method: 'email-code', at });

  it('60 s apart, over all sign-ins', () => {
    resend(sent(seconds(0)), seconds(0)).thenThrows(EmailCodeTooSoon, { retryAfterSeconds: 60 });
    resend(sent(seconds(0)), seconds(59)).thenThrows(EmailCodeTooSoon, { code: 'challenge.tooSoon', retryAfterSeconds: 1 });
    resend(sent(seconds(0)), seconds(60)).thenEmits(issued(seconds(60)));
  });

  it('five an hour', () => {
    const five = sent(...[0, 2, 4, 6, 8].map(minutes));
    resend(five, minutes(58)).thenThrows(TooManyChallenges, { code: 'challenge.tooMany', retryAfterSeconds: 120 });
    resend(five, minutes(60)).thenEmits(issued(minutes(60)));
  });

  it('ten a day', () => {
    const ten = sent(...[0, 1, 2, 3, 4, 5, 6, 7, 8, 9].map(hours));
    resend(ten, hours(23)).thenThrows(TooManyChallenges, { retryAfterSeconds: 3600 });
    resend(ten, days(1)).thenEmits(issued(days(1)));
  });

  it('a clock set back makes it no faster', () =>
    resend(sent(seconds(0)), minutes(-10)).thenThrows(TooManyChallenges, { retryAfterSeconds: 660 }));

  it('none while the address is limited', () => {
    const failed = challengeFailed('c-m0', 'wrongCode', { method: 'email-code', signInId: 's-m0', failures: 5, at: minutes(1) });
    resend([...sent(seconds(0)), failed], minutes(6)).thenThrows(TooManyChallenges);
    resend([...sent(seconds(0)), failed], minutes(7)).thenEmits(issued(minutes(7)));
  });

  it('none by themselves when it is too soon: the sign-in waits for Resend', () => {
    const onlyMail = [...enrolled, factorDisabled('authenticator')];
    given(onlyMail).when(rightPassword()).thenEmits(passwordVerified(), issued(seconds(0)));
    given(onlyMail, passwordVerified({ signInId: 's-0' }), challengeIssued('c-0', { signInId: 's-0', method: 'email-code' }))
      .when(rightPassword({ now: seconds(59) }))
      .thenEmits(passwordVerified({ at: seconds(59) }));
  });

  it('support can lift the brake', () =>
    resend([...sent(seconds(0)), accountUnlocked()], seconds(1)).thenEmits(issued(seconds(1))));

  it('codes that were sent stay answerable meanwhile', () =>
    given(sent(seconds(0)))
      .when(answer('c-m0', { emailCode: 'right' }, { signInId: 's-m0', now: seconds(30) }))
      .thenEmits(
        challengePassed('c-m0', { method: 'email-code', signInId: 's-m0', at: seconds(30) }),
        sessionStarted('session-new', { signInId: 's-m0', acr: 'email', amr: ['pwd', 'otp'], at: seconds(30) }),
      ));
});
