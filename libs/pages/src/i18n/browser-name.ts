import type { Language } from './language';

/** "Chrome on Windows", as the service says it, in the language of the page. */
export function browserName(said: string, language: Language): string {
  return language === 'de' ? said.replace(/ on (?=\S+( \S+)?$)/, ' auf ') : said;
}
