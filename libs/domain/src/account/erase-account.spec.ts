import { describe, expect, it } from 'vitest';
import type { AccountCommand } from './account.js';
import {
  accountDisabled,
  accountErased,
  accountRegistered,
  answer,
  caseClosed,
  caseOpened,
  challengeIssued,
  enrolled,
  given,
  invitationIssued,
  mfaReset,
  passwordVerified,
  rightPassword,
  roleGranted,
  roleRevoked,
  sessionStarted,
  start,
  startStepUp,
} from '../../testing/account.js';
import { AccountRefused, ChallengeRejected, FreezeNotValid, SessionRequired, SignInRejected } from './errors.js';

const erase: AccountCommand = { type: 'EraseAccount', now: start, data: { reason: 'asked for by the holder', ticket: 'T-1' } };
const atWork = [...enrolled, sessionStarted('session-1'), passwordVerified(), challengeIssued('c-1')];
const refusedAsErased = [AccountRefused, { code: 'account.erased', kind: 'conflict' }] as const;

describe('erasing', () => {
  it('forgets the person at any status, and says why and by which ticket', () => {
    for (const history of [[accountRegistered()], [accountRegistered(), invitationIssued('i-1')], atWork, [...atWork, accountDisabled()]]) {
      given(history).when(erase).thenEmits(accountErased());
    }
  });

  it('leaves nothing of them in the state', () => {
    const { state } = given(atWork, accountErased());
    expect(state).toMatchObject({ status: 'erased', email: null, name: null, passwordVerifier: null, authenticators: {}, devices: {}, sessions: {}, signIns: {} });
  });

  it('lets nobody in, and lets staff do nothing more', () => {
    const over = [...atWork, mfaReset('reset-1'), accountErased()];
    given(over).when(rightPassword({ signInId: 's-2' })).thenThrows(SignInRejected, { cause: 'account is erased' });
    given(over).when(startStepUp()).thenThrows(SessionRequired);
    given(over).when(answer('c-1', { step: 7 })).thenThrows(ChallengeRejected);
    given(over).when({ type: 'FreezeAccount', now: start, data: { resetId: 'reset-1', caseId: 'case-1', resetBy: [] } }).thenThrows(FreezeNotValid);
    for (const type of ['DisableAccount', 'EnableAccount', 'UnlockAccount'] as const) given(over).when({ type, now: start, data: {} }).thenThrows(...refusedAsErased);
    given(over).when({ type: 'GrantRole', now: start, data: { role: 'support' } }).thenThrows(...refusedAsErased);
    given(over).when({ type: 'IssueInvitation', now: start, data: { invitationId: 'i-2', invitationSeconds: 60 } }).thenThrows(...refusedAsErased);
  });

  it('asked for again changes nothing', () => {
    given(atWork, accountErased()).when(erase).thenNothing();
  });

  it('waits until staff have no role any more', () => {
    given(atWork, roleGranted('support')).when(erase).thenThrows(AccountRefused, { code: 'account.holdsRoles', kind: 'conflict' });
    given(atWork, roleGranted('support'), roleRevoked('support')).when(erase).thenEmits(accountErased());
  });

  it('waits until a case that the holder opened is closed', () => {
    given(atWork, caseOpened('case-1', 'reset-1')).when(erase).thenThrows(AccountRefused, { code: 'account.wrongStatus' });
    given(atWork, caseOpened('case-1', 'reset-1'), caseClosed('case-1')).when(erase).thenEmits(accountErased());
  });

  it('is of an account that is there', () => {
    given().when(erase).thenThrows(AccountRefused, { code: 'account.notFound' });
  });
});
