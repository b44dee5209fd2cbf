import { StaffRefused } from './errors.js';
import type { Role } from './events.js';
import type { Account } from './state.js';

/** Who acts on somebody else's account. An operator has the machine and so stands with the owners. */
export type Agent =
  | { readonly kind: 'operator' }
  | { readonly kind: 'account'; readonly accountId: string; readonly roles: readonly Role[] };

export interface ByAgent {
  /** Left out: an operator. */
  readonly by?: Agent;
}

/** Staff act on nobody's account but others', and on that of staff only as owners. @throws StaffRefused */
export function refuseOwnAndPeers({ by }: ByAgent, account: Account): void {
  if (by === undefined || by.kind === 'operator') return;
  if (by.accountId === account.id) throw new StaffRefused('ownAccount', 'Nobody does this to their own account.');
  if (account.roles.length > 0 && !by.roles.includes('owner')) {
    throw new StaffRefused('peer', 'Only an owner does this to the account of staff.');
  }
}
