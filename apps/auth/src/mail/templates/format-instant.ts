import type { Instant } from '#domain/kernel/instant.js';
import type { Language } from './content.js';

// British English: day, month, year, as most of the world reads it.
const locales: Readonly<Record<Language, string>> = { en: 'en-GB', de: 'de-DE' };

/** "1 March 2026 at 08:30 UTC", "1. März 2026 um 08:30 UTC": where the reader is, nobody here knows. */
export function formatInstant(instant: Instant, language: Language): string {
  const format = new Intl.DateTimeFormat(locales[language], { dateStyle: 'long', timeStyle: 'short', timeZone: 'UTC' });
  return `${format.format(new Date(instant))} UTC`;
}
