import { describe, it } from 'vitest';
import {
  emailChanged,
  enrolled,
  given,
  hours,
  mfaReset,
  registered,
  resetRejected,
  resetRequested,
  roleGranted,
  seconds,
  start,
} from '../../testing/account.js';
import type { AccountCommand } from './account.js';
import { ResetRefused, ResetRequestRefused, type ResetFault } from './errors.js';
import type { Role } from './events.js';
import type { ApproveMfaReset, RequestMfaReset } from './request-reset.js';

const agent = (accountId: string, ...roles: readonly Role[]) => ({ kind: 'account', accountId, roles }) as const;
const refusal = (fault: ResetFault) => [ResetRefused, { code: `reset.${fault}`, kind: 'forbidden' }] as const;
const notOpen = [ResetRequestRefused, { code: 'reset.notOpen', kind: 'conflict' }] as const;

const ask = ({ now = start, ...over }: Partial<RequestMfaReset['data']> & { readonly now?: string } = {}): AccountCommand => ({
  type: 'RequestMfaReset',
  now,
  data: {
    resetId: 'reset-1',
    by: agent('agent-1', 'support'),
    resetsToday: 0,
    reason: 'telephone lost',
    ticket: 'T-1',
    identityProof: 'video-call',
    approvalsNeeded: 2,
    ...over,
  },
});
const approve = ({ now = start, ...over }: Partial<ApproveMfaReset['data']> & { readonly now?: string } = {}): AccountCommand => ({
  type: 'ApproveMfaReset',
  now,
  data: { resetId: 'reset-1', by: agent('agent-2', 'support'), resetsToday: 0, approvalsNeeded: 2, ...over },
});
const reject = (by: string, now = start): AccountCommand => ({ type: 'RejectMfaReset', now, data: { resetId: 'reset-1', by: agent(by, 'support') } });
const done = (requestedBy: string, approvedBy: string) => mfaReset('reset-1', { sessionsEnded: ['session-0'], requestedBy, approvedBy });

describe('asking for a reset', () => {
  it('is written down with who asked and until when it holds; nothing ends', () => given(enrolled).when(ask()).thenEmits(resetRequested('reset-1')));

  it.each([{ reason: ' ' }, { ticket: '' }, { identityProof: null }])('not %o', (missing) =>
    given(enrolled).when(ask(missing)).thenThrows(...refusal('missingProof')));

  it('is refused where the reset would be', () => {
    given(enrolled).when(ask({ by: agent('account-1', 'owner') })).thenThrows(...refusal('ownAccount'));
    given(enrolled, roleGranted('support')).when(ask()).thenThrows(...refusal('peer'));
    given(enrolled, roleGranted('support')).when(ask({ by: agent('agent-1', 'owner') })).thenEmits(resetRequested('reset-1'));
    given(enrolled).when(ask({ by: agent('agent-1', 'compliance') })).thenThrows(...refusal('notAllowed'));
    given(enrolled).when(ask({ resetsToday: 5 })).thenThrows(...refusal('tooMany'));
    given(enrolled, emailChanged()).when(ask({ now: seconds(72 * 3600 - 1) })).thenThrows(...refusal('addressChanged'));
    given(registered).when(ask()).thenThrows(...refusal('nothingToReset'));
  });

  it('is done once at a time', () => {
    given(enrolled, resetRequested('reset-0')).when(ask()).thenThrows(ResetRequestRefused, { code: 'reset.alreadyOpen' });
    given(enrolled, resetRequested('reset-0'), resetRejected('reset-0', 'agent-2')).when(ask()).thenEmits(resetRequested('reset-1'));
    given(enrolled, resetRequested('reset-0', { at: hours(-24) })).when(ask()).thenEmits(resetRequested('reset-1'));
  });
});

describe('approving a reset', () => {
  it('takes another one, where two are needed, also when that is newer than the request', () => {
    given(enrolled, resetRequested('reset-1')).when(approve()).thenEmits(done('agent-1', 'agent-2'));
    given(enrolled, resetRequested('reset-1')).when(approve({ by: agent('agent-1', 'support') })).thenThrows(...refusal('ownRequest'));
    given(enrolled, resetRequested('reset-1')).when(approve({ by: agent('agent-1', 'owner') })).thenThrows(...refusal('ownRequest'));
    given(enrolled, resetRequested('reset-1', { approvalsNeeded: 1 })).when(approve({ by: agent('agent-1', 'support') })).thenThrows(...refusal('ownRequest'));
    given(enrolled, resetRequested('reset-1')).when(approve({ by: agent('agent-1', 'support'), approvalsNeeded: 1 })).thenThrows(...refusal('ownRequest'));
  });

  it('is done by the one who asked, where one is enough', () =>
    given(enrolled, resetRequested('reset-1', { approvalsNeeded: 1 }))
      .when(approve({ by: agent('agent-1', 'support'), approvalsNeeded: 1 }))
      .thenEmits(done('agent-1', 'agent-1')));

  it('looks at everything once more', () => {
    given(enrolled, resetRequested('reset-1'), emailChanged()).when(approve()).thenThrows(...refusal('addressChanged'));
    given(enrolled, resetRequested('reset-1'), roleGranted('support')).when(approve()).thenThrows(...refusal('peer'));
    given(enrolled, resetRequested('reset-1')).when(approve({ by: agent('account-1', 'support') })).thenThrows(...refusal('ownAccount'));
    given(enrolled, resetRequested('reset-1')).when(approve({ resetsToday: 5 })).thenThrows(...refusal('tooMany'));
  });

  it('is done once, in time, and not after a no', () => {
    given(enrolled).when(approve()).thenThrows(...notOpen);
    given(enrolled, resetRequested('reset-1'), done('agent-1', 'agent-2')).when(approve()).thenThrows(...notOpen);
    given(enrolled, resetRequested('reset-1'), resetRejected('reset-1', 'agent-2')).when(approve()).thenThrows(...notOpen);
    given(enrolled, resetRequested('reset-1')).when(approve({ now: hours(24) })).thenThrows(...notOpen);
  });
});

describe('rejecting a reset', () => {
  it.each(['agent-1', 'agent-2'])('by %s', (by) => given(enrolled, resetRequested('reset-1')).when(reject(by)).thenEmits(resetRejected('reset-1', by)));

  it('not by its holder, and not twice', () => {
    given(enrolled, resetRequested('reset-1')).when(reject('account-1')).thenThrows(...refusal('ownAccount'));
    given(enrolled, resetRequested('reset-1'), resetRejected('reset-1', 'agent-2')).when(reject('agent-1')).thenThrows(...notOpen);
  });
});
