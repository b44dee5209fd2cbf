import { describe, expect, it } from 'vitest';
import {
  accountDisabled,
  accountEnabled,
  accountFrozen,
  days,
  deviceRevoked,
  deviceTrusted,
  enrolled,
  enrolledWithPasskey,
  given,
  mfaPolicy,
  mfaReset,
  minutes,
  passkeyOf,
  passkeyRejected,
  passkeyVerified,
  passwordVerified,
  recoveryCodeIssued,
  seconds,
  sessionStarted,
  sessionsVoided,
  verifyPasskey,
} from '../../testing/account.js';
import { SignInRejected } from './errors.js';
import type { AccountEvent, PasskeyFailure } from './events.js';

const phr = { acr: 'phr', amr: ['hwk', 'user', 'mfa'] } as const;
const laptop = passkeyOf('laptop-passkey');

describe('a passkey instead of the password', () => {
  it('signs in at once', () =>
    given(enrolledWithPasskey).when(verifyPasskey(laptop)).thenEmits(passkeyVerified(), sessionStarted('session-new', phr)));

  it('that can be synchronised counts as software', () => {
    const cloud = deviceTrusted('cloud', { signInId: 's-0', backupEligible: true, backedUp: true, counter: 0 });
    given(enrolled, cloud)
      .when(verifyPasskey({ verified: true, deviceId: 'cloud', counter: 0, backedUp: true }))
      .thenEmits(
        passkeyVerified({ deviceId: 'cloud', counter: 0, backedUp: true }),
        sessionStarted('session-new', { acr: 'phr', amr: ['swk', 'user', 'mfa'] }),
      );
  });

  it('is refused where the organization allows none', () =>
    given(enrolledWithPasskey)
      .when(verifyPasskey(laptop, { policy: mfaPolicy({ methods: ['authenticator', 'recovery-code'] }) }))
      .thenThrows(SignInRejected, { code: 'sign-in.rejected', cause: 'passkeys not allowed' }));

  it('is refused once its sign-in took too long', () => {
    given(enrolledWithPasskey)
      .when(verifyPasskey(laptop, { now: minutes(15), expiresAt: minutes(15) }))
      .thenThrows(SignInRejected, { cause: 'sign-in expired' });
    const at = seconds(899);
    given(enrolledWithPasskey)
      .when(verifyPasskey(laptop, { now: at, expiresAt: minutes(15) }))
      .thenEmits(passkeyVerified({ at, expiresAt: minutes(15) }), sessionStarted('session-new', { ...phr, at }));
  });

  it('is refused on a disabled account', () => {
    given(enrolledWithPasskey, accountDisabled()).when(verifyPasskey(laptop)).thenThrows(SignInRejected, { cause: 'account is disabled' });
    given(enrolledWithPasskey, accountFrozen('reset-1')).when(verifyPasskey(laptop)).thenThrows(SignInRejected, { cause: 'account is frozen' });
  });

  it('first shows a recovery code where the last one was never confirmed', () =>
    given(enrolledWithPasskey, recoveryCodeIssued('rc-2', { signInId: 's-0', because: 'used' }))
      .when(verifyPasskey(laptop))
      .thenEmits(passkeyVerified(), recoveryCodeIssued('rc-new', { because: 'notConfirmed' })));
});

describe('what the check refused is written down', () => {
  const reasons: readonly PasskeyFailure[] = ['wrongSignature', 'wrongOrigin', 'userNotVerified', 'wrongUser', 'backupStateChanged'];
  it.each(reasons)('%s', (reason) =>
    given(enrolledWithPasskey)
      .when(verifyPasskey({ verified: false, deviceId: 'laptop-passkey', reason }))
      .thenEmits(passkeyRejected(reason)));

  it('a revoked device', () =>
    given(enrolledWithPasskey, deviceRevoked('laptop-passkey')).when(verifyPasskey(laptop)).thenEmits(passkeyRejected('unknownCredential')));

  it('but a credential nobody knows belongs in nobody’s history', () =>
    given(enrolledWithPasskey)
      .when(verifyPasskey({ verified: false, deviceId: null, reason: 'unknownCredential' }))
      .thenThrows(SignInRejected, { cause: 'unknown credential' }));
});

describe('a cloned passkey shows in its counter', () => {
  const at5 = [...enrolledWithPasskey, passkeyVerified({ signInId: 's-0', counter: 5 })];
  it.each([
    [4, 'lower'],
    [5, 'the same'],
    [0, 'gone'],
  ])('%i is refused: %s', (counter) =>
    given(at5).when(verifyPasskey(passkeyOf('laptop-passkey', counter))).thenEmits(passkeyRejected('cloned')));

  it('a higher one is fine', () =>
    given(at5)
      .when(verifyPasskey(passkeyOf('laptop-passkey', 6)))
      .thenEmits(passkeyVerified({ counter: 6 }), sessionStarted('session-new', phr)));

  it('zero after zero is fine: it does not count', () =>
    given(enrolled, deviceTrusted('laptop-passkey', { signInId: 's-0', counter: 0 }))
      .when(verifyPasskey(passkeyOf('laptop-passkey', 0)))
      .thenEmits(passkeyVerified({ counter: 0 }), sessionStarted('session-new', phr)));
});

describe('a passkey’s challenge is accepted once', () => {
  // It does not count, so that only the challenge stands against a replay.
  const cloud = deviceTrusted('laptop-passkey', { signInId: 's-0', counter: 0 });
  const used = [...enrolled, cloud, passkeyVerified({ counter: 0 }), sessionStarted('session-1', phr)];
  const replay = (now = minutes(1)) => verifyPasskey(passkeyOf('laptop-passkey', 0), { now, expiresAt: minutes(15) });

  it('a new sign-in has a challenge of its own', () =>
    given(used)
      .when(verifyPasskey(passkeyOf('laptop-passkey', 0), { signInId: 's-2' }))
      .thenEmits(passkeyVerified({ signInId: 's-2', counter: 0 }), sessionStarted('session-new', { ...phr, signInId: 's-2' })));

  it('the same one is refused', () => given(used).when(replay()).thenThrows(SignInRejected, { cause: 'challenge used' }));

  it('a sign-in that a password began takes none', () =>
    given(enrolled, cloud, passwordVerified()).when(replay()).thenThrows(SignInRejected, { cause: 'challenge used' }));

  const endings: readonly (readonly [string, readonly AccountEvent[]])[] = [
    ['all sessions were ended', [sessionsVoided()]],
    ['the account was disabled and enabled', [accountDisabled(), accountEnabled()]],
    ['it was frozen and enabled', [accountFrozen('reset-1'), accountEnabled()]],
    ['MFA was reset', [mfaReset('reset-1')]],
  ];
  it.each(endings)('also after %s', (_what, ending) =>
    given(used, ending).when(replay()).thenThrows(SignInRejected, { cause: 'challenge used' }));

  it('for as long as its credential lives, also with the clock set back by ten minutes', () => {
    // The newest sign-in is what tidies up; nothing later than this can leave the old credential alive.
    const later = (at: string) => passwordVerified({ signInId: 's-2', at });
    given(used, later(seconds(24 * 60 + 59))).when(replay(seconds(14 * 60 + 59))).thenThrows(SignInRejected, { cause: 'challenge used' });
    given(used, later(days(1))).when(replay(minutes(24 * 60 - 10))).thenThrows(SignInRejected, { cause: 'sign-in expired' });
  });

  it('and is then forgotten', () => {
    const { state } = given(used, passwordVerified({ signInId: 's-2', at: minutes(75) }));
    expect(Object.keys(state.usedSignIns)).toEqual(['s-2']);
  });
});
