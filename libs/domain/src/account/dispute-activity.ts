import type { Instant } from '../kernel/instant.js';
import type { Command } from '../kernel/message.js';
import type { AccountEvent } from './events.js';
import { liveSession } from './guards.js';
import type { Account } from './state.js';

export type DisputeActivity = Command<
  'DisputeActivity',
  { readonly sessionId: string; readonly eventId: string; readonly eventType: string; readonly eventAt: Instant }
>;

/**
 * "This wasn't me": every other session and every sign-in under way ends at once. It takes no fresh session, because it only
 * takes access away; and it does not freeze, so that nobody at an unlocked workstation locks the holder out.
 */
export function disputeActivity({ data, now }: DisputeActivity, account: Account): readonly AccountEvent[] {
  liveSession(account, data.sessionId, now);
  return [
    { type: 'ActivityDisputed', at: now, ...data },
    { type: 'SessionsVoided', at: now, exceptSessionId: data.sessionId, reason: 'disputed' },
  ];
}
