import { germanEventWords } from './event-history/event-words.de.js';
import { eventWords } from './event-history/event-words.js';
import type { Language } from './language.js';
import { germanSentenceOf } from './sentences.de.js';
import { sentenceOf } from './sentences.js';
import { germanWords } from './words.de.js';
import * as englishWords from './words.js';
import type { Words } from './words.js';

export const eventWordsIn: Readonly<Record<Language, typeof eventWords>> = { en: eventWords, de: germanEventWords };

export const wordsIn: Readonly<Record<Language, Words>> = { en: englishWords, de: germanWords };

export const sentencesIn: Readonly<Record<Language, typeof sentenceOf>> = { en: sentenceOf, de: germanSentenceOf };

/** What this kind of event is called; its name in the log where this release knows no better. */
export const nameIn = (language: Language, type: string): string => eventWordsIn[language][type]?.name ?? type;
