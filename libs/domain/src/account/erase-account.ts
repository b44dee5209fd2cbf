import type { Command } from '../kernel/message.js';
import { AccountRefused } from './errors.js';
import type { AccountEvent } from './events.js';
import type { Account } from './state.js';

export type EraseAccount = Command<'EraseAccount', { readonly reason: string; readonly ticket: string }>;

/**
 * Forgets the person, at any status. Staff lose their roles first, so that the last owner stays and no role goes unsaid; what the
 * holder disputes is looked at first. Asked for again it changes nothing, so that whoever was interrupted finishes.
 */
export function eraseAccount({ data, now }: EraseAccount, account: Account): readonly AccountEvent[] {
  if (account.status === 'none') throw new AccountRefused('notFound', 'There is no such account.');
  if (account.status === 'erased') return [];
  if (account.roles.length > 0) {
    throw new AccountRefused('holdsRoles', `This is the account of staff (${account.roles.join(', ')}): take every role away first.`);
  }
  if (Object.keys(account.openCases).length > 0) throw new AccountRefused('wrongStatus', 'A case of this account is open: it is closed first.');
  return [{ type: 'AccountErased', at: now, reason: data.reason, ticket: data.ticket }];
}
