import type { Command } from '../kernel/message.js';
import type { AccountEvent } from './events.js';
import { liveSession } from './guards.js';
import type { Account } from './state.js';

export type ChangeLanguage = Command<'ChangeLanguage', { readonly sessionId: string; readonly language: string }>;

/** Mails follow it. Choosing the same again changes nothing. */
export function changeLanguage({ data, now }: ChangeLanguage, account: Account): readonly AccountEvent[] {
  liveSession(account, data.sessionId, now);
  return account.language === data.language ? [] : [{ type: 'LanguageChanged', at: now, language: data.language }];
}
