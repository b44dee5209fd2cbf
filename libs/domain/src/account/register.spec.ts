import { describe, it } from 'vitest';
import type { AccountCommand } from './account.js';
import {
  acceptInvitation,
  accountDisabled,
  accountEnabled,
  accountRegistered,
  days,
  emailChanged,
  enrolmentStarted,
  given,
  hours,
  invitationAccepted,
  invitationIssued,
  mfaPolicy,
  minutes,
  noMfaPolicy,
  notRequired,
  passwordSet,
  passwordVerified,
  registered,
  required,
  roleGranted,
  rightPassword,
  sealed,
  seconds,
  sessionStarted,
  start,
} from '../../testing/account.js';
import { AccountRefused, InvitationNotValid, PasswordRefused, SignInRejected } from './errors.js';
import type { AccountRegistered } from './events.js';
import type { RegisterAccount } from './register.js';

const { type: _type, at: _at, ...account } = accountRegistered() as AccountRegistered;
const register = (over: Partial<RegisterAccount['data']> = {}): AccountCommand => ({
  type: 'RegisterAccount',
  now: start,
  data: { ...account, roles: [], first: { invitationId: 'i-1', invitationSeconds: 24 * 3600 }, ...over },
});
const invite = (invitationId: string, now = start): AccountCommand => ({
  type: 'IssueInvitation',
  now,
  data: { invitationId, invitationSeconds: 900 },
});
const invited = [accountRegistered(), invitationIssued('i-1')];

describe('an account', () => {
  it('begins with an invitation', () => given().when(register()).thenEmits(invited));

  it('may begin with roles', () =>
    given()
      .when(register({ roles: ['owner', 'support'] }))
      .thenEmits(accountRegistered(), roleGranted('owner'), roleGranted('support'), invitationIssued('i-1')));

  it('of a demonstration begins with a password', () =>
    given()
      .when(register({ first: { verifier: sealed('verifier-1') } }))
      .thenEmits(accountRegistered(), passwordSet()));

  it('begins once', () => given(registered).when(register()).thenThrows(AccountRefused, { code: 'account.exists' }));

  it('does not sign in before its invitation was accepted', () =>
    given(invited).when(rightPassword()).thenThrows(SignInRejected, { cause: 'account is invited' }));
});

describe('an invitation', () => {
  const accepted = (at = start) => [invitationAccepted('i-1', { at }), passwordSet({ at })];

  it('sets the password and goes on into the sign-in', () => {
    given(invited).when(acceptInvitation('i-1')).thenEmits(accepted(), passwordVerified(), enrolmentStarted('app-new'));
    given(invited)
      .when(acceptInvitation('i-1', { policy: noMfaPolicy }))
      .thenEmits(
        accepted(),
        passwordVerified({ policy: notRequired }),
        sessionStarted('session-new', { acr: 'aal1', amr: ['pwd'], newDevice: true, policy: notRequired }),
      );
  });

  it('of staff leads to the set-up, whatever the organization says', () =>
    given(accountRegistered(), roleGranted('support'), invitationIssued('i-1'))
      .when(acceptInvitation('i-1', { policy: noMfaPolicy, password: { codePoints: 12 } }))
      .thenEmits(accepted(), passwordVerified({ policy: { ...required, because: 'role' } }), enrolmentStarted('app-new')));

  it('is accepted once', () =>
    given(invited, accepted()).when(acceptInvitation('i-1')).thenThrows(InvitationNotValid, { code: 'invitation.notValid' }));

  it('is accepted in time', () => {
    given(invited)
      .when(acceptInvitation('i-1', { now: seconds(24 * 3600 - 1) }))
      .thenEmits(
        accepted(seconds(24 * 3600 - 1)),
        passwordVerified({ at: seconds(24 * 3600 - 1) }),
        enrolmentStarted('app-new', { at: seconds(24 * 3600 - 1) }),
      );
    given(invited).when(acceptInvitation('i-1', { now: days(1) })).thenThrows(InvitationNotValid);
  });

  it('is void once a newer one was issued', () => {
    given(invited).when(invite('i-2', hours(1))).thenEmits(invitationIssued('i-2', { at: hours(1), expiresAt: minutes(75) }));
    given(invited, invitationIssued('i-2')).when(acceptInvitation('i-1')).thenThrows(InvitationNotValid);
    given(invited, invitationIssued('i-2'))
      .when(acceptInvitation('i-2'))
      .thenEmits(invitationAccepted('i-2'), passwordSet(), passwordVerified(), enrolmentStarted('app-new'));
  });

  it('is void once the address changed: whoever got it was not the one', () => {
    given(invited, emailChanged()).when(acceptInvitation('i-1')).thenThrows(InvitationNotValid);
    given(invited, emailChanged(), invitationIssued('i-2'))
      .when(acceptInvitation('i-2'))
      .thenEmits(invitationAccepted('i-2'), passwordSet(), passwordVerified(), enrolmentStarted('app-new'));
  });

  it('is void while the account is disabled', () => {
    given(invited, accountDisabled()).when(acceptInvitation('i-1')).thenThrows(InvitationNotValid);
    given(invited, accountDisabled(), accountEnabled())
      .when(acceptInvitation('i-1'))
      .thenEmits(accepted(), passwordVerified(), enrolmentStarted('app-new'));
  });

  it('asks for a good password', () => {
    given(invited).when(acceptInvitation('i-1', { password: { codePoints: 11 } })).thenThrows(PasswordRefused, { code: 'password.tooShort' });
    given(invited)
      .when(acceptInvitation('i-1', { policy: noMfaPolicy, password: { codePoints: 14 } }))
      .thenThrows(PasswordRefused, { code: 'password.tooShort' });
    given(invited)
      .when(acceptInvitation('i-1', { policy: mfaPolicy(), password: { codePoints: 12 } }))
      .thenEmits(accepted(), passwordVerified(), enrolmentStarted('app-new'));
  });

  it('is issued only while there is something to accept', () => {
    given().when(invite('i-2')).thenThrows(AccountRefused, { code: 'account.notFound' });
    given(registered).when(invite('i-2')).thenThrows(AccountRefused, { code: 'account.wrongStatus' });
  });
});
