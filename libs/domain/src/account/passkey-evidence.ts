import { own } from '../kernel/own.js';
import type { PasskeyFailure } from './events.js';
import type { Account } from './state.js';

/** What the WebAuthn verification found; the counter is compared here because only the stream knows the newest one. */
export type PasskeyEvidence =
  | { readonly verified: true; readonly deviceId: string; readonly counter: number; readonly backedUp: boolean }
  | { readonly verified: false; readonly deviceId: string | null; readonly reason: PasskeyFailure };

/** Why this evidence is no proof, or `null`. */
export function passkeyFault(account: Account, evidence: PasskeyEvidence): PasskeyFailure | null {
  if (!evidence.verified) return evidence.reason;
  const device = own(account.devices, evidence.deviceId);
  if (device === undefined) return 'unknownCredential';
  // WebAuthn Level 3 §7.2 step 22: two zeros mean that the authenticator does not count.
  const counts = evidence.counter !== 0 || device.counter !== 0;
  return counts && evidence.counter <= device.counter ? 'cloned' : null;
}
