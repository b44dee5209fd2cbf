import type { Command } from '../kernel/message.js';
import { own } from '../kernel/own.js';
import { CaseNotOpen, OwnReset } from './errors.js';
import type { AccountEvent } from './events.js';
import { existing } from './guards.js';
import { refuseOwnAndPeers, type ByAgent } from './staff.js';
import type { Account, OpenCase } from './state.js';

export type CloseCase = Command<'CloseCase', ByAgent & { readonly caseId: string }>;

/** Staff have looked at what the holder disputed. It changes nothing about the account: lifting the freeze is a decision of its own. */
export function closeCase({ data, now }: CloseCase, account: Account): readonly AccountEvent[] {
  existing(account);
  refuseOwnAndPeers(data, account);
  const open = own(account.openCases, data.caseId);
  if (open === undefined) throw new CaseNotOpen();
  refuseOwnReset(data, open);
  return [{ type: 'CaseClosed', at: now, caseId: open.id }];
}

/** Nobody judges their own reset, an owner neither. @throws OwnReset */
export function refuseOwnReset({ by }: ByAgent, { resetBy }: OpenCase): void {
  if (by?.kind === 'account' && resetBy.includes(by.accountId)) throw new OwnReset();
}
