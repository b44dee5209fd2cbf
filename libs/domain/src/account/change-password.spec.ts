import { describe, it } from 'vitest';
import {
  changePassword,
  enrolled,
  given,
  hours,
  noMfaPolicy,
  passwordChanged,
  passwordRejected,
  registered,
  seconds,
  sessionStarted,
  sessionsVoided,
  startStepUp,
  stepUpStarted,
  challengeIssued,
} from '../../testing/account.js';
import { PasswordRefused, SessionRequired, WrongPassword } from './errors.js';

const signedIn = [...enrolled, sessionStarted('session-1'), sessionStarted('session-2')];
const changed = [passwordChanged(), sessionsVoided({ exceptSessionId: 'session-1', reason: 'passwordChanged' })];
const rejected = (failures: number) => passwordRejected(failures, { signInId: 'session-1' });

describe('changing the password', () => {
  it('ends every other session', () => {
    given(signedIn).when(changePassword()).thenEmits(changed);
    given(signedIn, changed).when(startStepUp({ sessionId: 'session-2' })).thenThrows(SessionRequired);
    given(signedIn, changed).when(startStepUp()).thenEmits(stepUpStarted(), challengeIssued('c-new'));
  });

  it('takes the present password; a wrong one counts like any other', () => {
    given(signedIn).when(changePassword({ currentMatches: false })).thenEmits(rejected(1));
    given(signedIn, passwordRejected(9)).when(changePassword({ currentMatches: false })).thenEmits(rejected(10));
    given(signedIn, passwordRejected(10)).when(changePassword()).thenThrows(WrongPassword, { code: 'password.wrong', cause: 'throttled' });
    given(signedIn, passwordRejected(10, { at: seconds(-30) })).when(changePassword()).thenEmits(changed);
  });

  it('is refused when the new one is weak, with the reason', () => {
    given(signedIn).when(changePassword({ password: { codePoints: 11 } })).thenThrows(PasswordRefused, { code: 'password.tooShort' });
    given(signedIn).when(changePassword({ password: { codePoints: 12 } })).thenEmits(changed);
    given(signedIn).when(changePassword({ password: { common: true } })).thenThrows(PasswordRefused, { code: 'password.tooCommon' });
  });

  it('asks for more characters where there is no second factor', () => {
    const plain = [...registered, sessionStarted('session-1', { acr: 'aal1', amr: ['pwd'] })];
    given(plain).when(changePassword({ policy: noMfaPolicy, password: { codePoints: 14 } })).thenThrows(PasswordRefused, { code: 'password.tooShort' });
    given(plain).when(changePassword({ policy: noMfaPolicy, password: { codePoints: 15 } })).thenEmits(changed);
    // Enrolled by oneself: MFA is asked.
    given(signedIn).when(changePassword({ policy: noMfaPolicy, password: { codePoints: 12 } })).thenEmits(changed);
  });

  it('needs a session that lives', () => {
    given(enrolled).when(changePassword()).thenThrows(SessionRequired);
    given(signedIn).when(changePassword({ now: hours(12) })).thenThrows(SessionRequired);
  });
});
