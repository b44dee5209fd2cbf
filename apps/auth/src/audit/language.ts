import { z } from 'zod';
import type { Account } from '#domain/account/state.js';

export const languages = ['en', 'de'] as const;
/** In which the service says what happened. */
export type Language = (typeof languages)[number];

export const languageSchema = z.enum(languages).optional().meta({ description: 'Of the sentences and names; left out: the reader’s own.' });

/** What was asked for, else the reader's own. */
export const languageFor = (asked: Language | undefined, { language }: Pick<Account, 'language'>): Language =>
  asked ?? (language?.startsWith('de') === true ? 'de' : 'en');
