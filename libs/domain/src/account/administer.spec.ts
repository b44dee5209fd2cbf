import { describe, expect, it } from 'vitest';
import type { AccountCommand } from './account.js';
import {
  accountDisabled,
  accountEnabled,
  accountFrozen,
  accountRegistered,
  accountUnlocked,
  caseClosed,
  caseOpened,
  answer,
  challengeFailed,
  challengeIssued,
  emailChanged,
  enrolled,
  factorDisabled,
  given,
  invitationIssued,
  mfaReset,
  passwordRejected,
  passwordVerified,
  registered,
  rightPassword,
  roleGranted,
  roleRevoked,
  sealed,
  sessionStarted,
  start,
  startStepUp,
  stepUpStarted,
  challengePassed,
} from '../../testing/account.js';
import type { Role } from './events.js';
import type { Agent } from './staff.js';
import { AccountRefused, CaseNotOpen, ChallengeRejected, FreezeNotValid, OwnReset, SessionRequired, SignInNotFound, SignInRejected, StaffRefused } from './errors.js';

const command = (type: 'DisableAccount' | 'EnableAccount' | 'UnlockAccount'): AccountCommand => ({ type, now: start, data: {} });
const freeze = (resetId: string): AccountCommand => ({ type: 'FreezeAccount', now: start, data: { resetId, caseId: 'case-1', resetBy: ['agent-1'] } });
const role = (type: 'GrantRole' | 'RevokeRole'): AccountCommand => ({ type, now: start, data: { role: 'support' } });
const wrongStatus = [AccountRefused, { code: 'account.wrongStatus', kind: 'conflict' }] as const;
const notFound = [AccountRefused, { code: 'account.notFound', kind: 'notFound' }] as const;

const atWork = [...enrolled, sessionStarted('session-1'), passwordVerified(), challengeIssued('c-1')];

describe('disabling', () => {
  it('ends every session and sign-in, and lets nobody in', () => {
    given(atWork).when(command('DisableAccount')).thenEmits(accountDisabled());
    given(atWork, accountDisabled()).when(startStepUp()).thenThrows(SessionRequired);
    given(atWork, accountDisabled()).when(rightPassword({ signInId: 's-2' })).thenThrows(SignInRejected);
    given(atWork, accountDisabled()).when(answer('c-1', { step: 7 })).thenThrows(ChallengeRejected);
  });

  it('is undone by enabling; what was ended stays ended', () => {
    const again = [accountDisabled(), accountEnabled()];
    given(atWork, accountDisabled()).when(command('EnableAccount')).thenEmits(accountEnabled());
    given(atWork, again).when(answer('c-1', { step: 7 })).thenThrows(SignInNotFound);
    given(atWork, again).when(startStepUp()).thenThrows(SessionRequired);
    given(atWork, again).when(rightPassword()).thenThrows(SignInNotFound);
    given(atWork, again)
      .when(rightPassword({ signInId: 's-2' }))
      .thenEmits(passwordVerified({ signInId: 's-2' }), challengeIssued('c-new', { signInId: 's-2' }));
  });

  it('is done once, and undone once', () => {
    given(enrolled, accountDisabled()).when(command('DisableAccount')).thenThrows(...wrongStatus);
    given(enrolled).when(command('EnableAccount')).thenThrows(...wrongStatus);
  });

  it('leaves an invited account invited', () => {
    const { state } = given(accountRegistered(), invitationIssued('i-1'), accountDisabled(), accountEnabled());
    expect(state.status).toBe('invited');
  });
});

describe('“this wasn’t me”', () => {
  const afterReset = [...enrolled, mfaReset('reset-1'), sessionStarted('session-1')];

  it('freezes the account until support looks at it', () => {
    given(afterReset).when(freeze('reset-1')).thenEmits(accountFrozen('reset-1'), caseOpened('case-1', 'reset-1'));
    given(afterReset, accountFrozen('reset-1')).when(rightPassword()).thenThrows(SignInRejected, { cause: 'account is frozen' });
    given(afterReset, accountFrozen('reset-1')).when(startStepUp()).thenThrows(SessionRequired);
    given(afterReset, accountFrozen('reset-1')).when(command('EnableAccount')).thenEmits(accountEnabled());
  });

  it('said twice changes nothing', () => {
    given(afterReset, accountFrozen('reset-1')).when(freeze('reset-1')).thenNothing();
    given(afterReset, accountDisabled()).when(freeze('reset-1')).thenNothing();
  });

  it('takes a reset of this account', () => {
    given(afterReset).when(freeze('reset-9')).thenThrows(FreezeNotValid, { code: 'freeze.notValid' });
    given(enrolled).when(freeze('reset-1')).thenThrows(FreezeNotValid);
  });
});

describe('a case after a freeze', () => {
  const frozen = [...enrolled, mfaReset('reset-1'), accountFrozen('reset-1'), caseOpened('case-1', 'reset-1')];
  const close = (caseId: string, by: Agent | undefined): AccountCommand => ({ type: 'CloseCase', now: start, data: { caseId, ...(by !== undefined && { by }) } });
  const enable = (by: Agent): AccountCommand => ({ type: 'EnableAccount', now: start, data: { by } });
  const who = (accountId: string, roles: readonly Role[] = ['support']): Agent => ({ kind: 'account', accountId, roles });

  it('is closed once, by staff or an operator; the freeze stays', () => {
    given(frozen).when(close('case-1', who('agent-2'))).thenEmits(caseClosed('case-1'));
    given(frozen).when(close('case-1', undefined)).thenEmits(caseClosed('case-1'));
    given(frozen, caseClosed('case-1')).when(close('case-1', who('agent-2'))).thenThrows(CaseNotOpen, { code: 'case.notOpen', kind: 'conflict' });
    given(frozen).when(close('toString', who('agent-2'))).thenThrows(CaseNotOpen);
    expect(given(frozen, caseClosed('case-1')).state).toMatchObject({ status: 'frozen', openCases: {} });
  });

  it('is not for those who did the reset: neither to close it nor to lift the freeze, as an owner neither', () => {
    const refused = [OwnReset, { code: 'case.ownReset', kind: 'forbidden' }] as const;
    for (const by of [who('agent-1'), who('agent-1', ['owner'])]) {
      given(frozen).when(close('case-1', by)).thenThrows(...refused);
      given(frozen).when(enable(by)).thenThrows(...refused);
    }
    given(frozen).when(enable(who('agent-2'))).thenEmits(accountEnabled());
    given(frozen, caseClosed('case-1')).when(enable(who('agent-1'))).thenEmits(accountEnabled());
  });

  it('is not closed by the holder, nor about a peer', () => {
    given(frozen).when(close('case-1', who('account-1'))).thenThrows(StaffRefused, { code: 'staff.ownAccount' });
    given(frozen, roleGranted('support')).when(close('case-1', who('agent-2'))).thenThrows(StaffRefused, { code: 'staff.peer' });
    given(frozen, roleGranted('support')).when(close('case-1', who('agent-2', ['owner']))).thenEmits(caseClosed('case-1'));
  });
});

describe('unlocking', () => {
  it('lifts the limits in force and says which', () => {
    const limited = [passwordRejected(10), challengeFailed('c-1', 'wrongCode', { failures: 50 }), factorDisabled('authenticator')];
    given(atWork, limited)
      .when(command('UnlockAccount'))
      .thenEmits(accountUnlocked({ factorIds: ['app-1'], networks: ['clinic'] }));
    given(enrolled, limited).when(rightPassword()).thenThrows(SignInRejected, { cause: 'throttled' });
    given(enrolled, limited, accountUnlocked({ factorIds: ['app-1'], networks: ['clinic'] }))
      .when(rightPassword())
      .thenEmits(passwordVerified(), challengeIssued('c-new'));
  });

  it('does not let a code be used again', () =>
    given(atWork, challengePassed('c-1', { step: 7 }), accountUnlocked(), passwordVerified({ signInId: 's-2' }), challengeIssued('c-2', { signInId: 's-2' }))
      .when(answer('c-2', { step: 7 }, { signInId: 's-2' }))
      .thenEmits(challengeFailed('c-2', 'reusedCode', { signInId: 's-2' })));
});

describe('roles', () => {
  it('are granted and revoked, each once', () => {
    given(registered).when(role('GrantRole')).thenEmits(roleGranted('support'));
    given(registered, roleGranted('support')).when(role('GrantRole')).thenThrows(AccountRefused, { code: 'account.roleHeld' });
    given(registered, roleGranted('support')).when(role('RevokeRole')).thenEmits(roleRevoked('support'));
    given(registered, roleGranted('owner')).when(role('RevokeRole')).thenThrows(AccountRefused, { code: 'account.roleNotHeld' });
    given(registered, roleGranted('support'), roleRevoked('support')).when(role('GrantRole')).thenEmits(roleGranted('support'));
  });
});

describe('a role for some organizations', () => {
  const grant = (organizationIds: readonly string[] | null): AccountCommand => ({ type: 'GrantRole', now: start, data: { role: 'support', organizationIds } });
  const granted = (...organizationIds: readonly string[]) => ({ type: 'RoleGranted', at: start, role: 'support', organizationIds }) as const;

  it('is granted for them, and again for others; the newest grant holds', () => {
    given(registered).when(grant(['org-1'])).thenEmits(granted('org-1'));
    given(registered, granted('org-1')).when(grant(['org-1'])).thenThrows(AccountRefused, { code: 'account.roleHeld' });
    given(registered, granted('org-1')).when(grant(['org-1', 'org-2'])).thenEmits(granted('org-1', 'org-2'));
    given(registered, granted('org-1')).when(grant(null)).thenEmits(roleGranted('support'));
    given(registered, roleGranted('support')).when(grant(['org-1'])).thenEmits(granted('org-1'));
    expect(given(registered, granted('org-1'), roleGranted('support')).state).toMatchObject({ roles: ['support'], roleOrganizations: {} });
    expect(given(registered, granted('org-1'), roleRevoked('support')).state).toMatchObject({ roles: [], roleOrganizations: {} });
  });
});

describe('the address', () => {
  const change = (emailHash: string): AccountCommand => ({
    type: 'ChangeEmail',
    now: start,
    data: { email: sealed('d.reyes@riverside.example'), emailHash },
  });

  it('changes, and the event keeps the old one', () => given(enrolled).when(change('hash-of-d.reyes')).thenEmits(emailChanged()));
  it('does not change to itself', () => given(enrolled).when(change('hash-of-dana')).thenThrows(...wrongStatus));
  it('keeps sessions and factors', () =>
    given(atWork, emailChanged()).when(startStepUp({ signInId: 's-2' })).thenEmits(stepUpStarted({ signInId: 's-2' }), challengeIssued('c-new', { signInId: 's-2' })));
});

describe('no such account', () => {
  const commands: readonly AccountCommand[] = [
    command('DisableAccount'),
    command('EnableAccount'),
    command('UnlockAccount'),
    role('GrantRole'),
    role('RevokeRole'),
    { type: 'ChangeEmail', now: start, data: { email: sealed('a@b.example'), emailHash: 'hash' } },
  ];
  it.each(commands.map((one) => [one.type, one] as const))('%s', (_type, one) => given().when(one).thenThrows(...notFound));
});
