import { describe, it } from 'vitest';
import { actionProved, enrolledWithPasskey, given, hours, minutes, passkeyOf, seconds, sessionStarted, start } from '../../testing/account.js';
import type { AccountCommand } from './account.js';
import { ProofRequired, SessionRequired } from './errors.js';
import type { ProveAction } from './prove-action.js';

const prove = ({ now = start, ...over }: Partial<ProveAction['data']> & { readonly now?: string } = {}): AccountCommand => ({
  type: 'ProveAction',
  now,
  data: {
    proofId: 'p-1',
    sessionId: 'session-1',
    action: 'reset',
    subject: 'account-2/reset-1',
    expiresAt: minutes(5),
    evidence: passkeyOf('laptop-passkey'),
    ...over,
  },
});
const atWork = [...enrolledWithPasskey, sessionStarted('session-1')];
const again = passkeyOf('laptop-passkey', 3);

describe('a proof for one action', () => {
  it('is accepted once', () => {
    given(atWork).when(prove()).thenEmits(actionProved('p-1'));
    given(atWork, actionProved('p-1')).when(prove({ evidence: again })).thenThrows(ProofRequired, { code: 'console.proofRequired', cause: 'used before' });
    given(atWork, actionProved('p-1'))
      .when(prove({ proofId: 'p-2', evidence: again }))
      .thenEmits(actionProved('p-2', { counter: 3 }));
  });

  it('is remembered for longer than it could be used', () =>
    given(atWork, actionProved('p-1'), actionProved('p-2', { at: minutes(30), counter: 3 }))
      .when(prove({ now: minutes(31), expiresAt: hours(9), evidence: passkeyOf('laptop-passkey', 4) }))
      .thenThrows(ProofRequired, { cause: 'used before' }));

  it('ends in time, and with the session', () => {
    given(atWork).when(prove({ now: minutes(5) })).thenThrows(ProofRequired, { cause: 'expired' });
    given(atWork).when(prove({ now: seconds(299) })).thenEmits(actionProved('p-1', { at: seconds(299) }));
    given(enrolledWithPasskey).when(prove()).thenThrows(SessionRequired);
  });

  it('that is none is written down', () => {
    const refused = { type: 'ActionProofRefused', at: start, proofId: 'p-1', action: 'reset', subject: 'account-2/reset-1' } as const;
    given(atWork)
      .when(prove({ evidence: { verified: false, deviceId: 'laptop-passkey', reason: 'wrongChallenge' } }))
      .thenEmits({ ...refused, deviceId: 'laptop-passkey', reason: 'wrongChallenge' });
    given(atWork)
      .when(prove({ evidence: passkeyOf('laptop-passkey', 0) }))
      .thenEmits({ ...refused, deviceId: 'laptop-passkey', reason: 'cloned' });
    given(atWork)
      .when(prove({ evidence: passkeyOf('no-such-device') }))
      .thenEmits({ ...refused, deviceId: 'no-such-device', reason: 'unknownCredential' });
  });
});
