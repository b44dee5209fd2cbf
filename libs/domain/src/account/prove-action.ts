import type { Command } from '../kernel/message.js';
import type { Instant } from '../kernel/instant.js';
import { own } from '../kernel/own.js';
import { ProofRequired } from './errors.js';
import type { AccountEvent } from './events.js';
import { liveSession } from './guards.js';
import { passkeyFault, type PasskeyEvidence } from './passkey-evidence.js';
import type { Account } from './state.js';

export type ProveAction = Command<
  'ProveAction',
  {
    readonly proofId: string;
    readonly sessionId: string;
    readonly action: string;
    readonly subject: string;
    readonly expiresAt: Instant;
    readonly evidence: PasskeyEvidence;
  }
>;

/** A passkey assertion made for one action on one subject in one session. This append is what uses it up. */
export function proveAction({ data, now }: ProveAction, account: Account): readonly AccountEvent[] {
  const { proofId, sessionId, action, subject, evidence } = data;
  liveSession(account, sessionId, now);
  if (own(account.usedProofs, proofId) !== undefined) throw new ProofRequired('used before');
  if (data.expiresAt <= now) throw new ProofRequired('expired');
  const reason = passkeyFault(account, evidence);
  if (!evidence.verified || reason !== null) {
    return [{ type: 'ActionProofRefused', at: now, proofId, action, subject, deviceId: evidence.deviceId, reason: reason ?? 'malformed' }];
  }
  const { deviceId, counter, backedUp } = evidence;
  return [{ type: 'ActionProved', at: now, proofId, action, subject, deviceId, counter, backedUp }];
}
