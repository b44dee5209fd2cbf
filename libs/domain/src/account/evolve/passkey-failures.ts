import type { Instant } from '../../kernel/instant.js';
import type { ChallengeFailure } from '../events.js';
import type { Account } from '../state.js';
import { passkeyRow } from '../throttle.js';

export function withPasskeyFailure(account: Account, reason: ChallengeFailure, at: Instant): Account {
  const row = passkeyRow(reason);
  const count = (account.passkeyFailures[row]?.count ?? 0) + 1;
  return { ...account, passkeyFailures: { ...account.passkeyFailures, [row]: { count, lastAt: at } } };
}

/** A right one ends the row; that there was a clone stays true. */
export function withoutWrongPasskeys({ passkeyFailures: { wrong: _wrong, ...kept }, ...account }: Account): Account {
  return { ...account, passkeyFailures: kept };
}
