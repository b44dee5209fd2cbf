export const LANGUAGES = { en: 'English', de: 'Deutsch' } as const;
export type Language = keyof typeof LANGUAGES;

export function isLanguage(value: string | null | undefined): value is Language {
  return value !== null && value !== undefined && Object.hasOwn(LANGUAGES, value);
}

/** The browser's own tag of a language, region included; the language alone when the browser does not name it. */
export function regional(browserLanguages: readonly string[], language: Language): string {
  return browserLanguages.find((tag) => tag.split('-')[0]?.toLowerCase() === language) ?? language;
}

/** The first language of the browser that the pages speak; its region does not matter. */
export function preferredLanguage(browserLanguages: readonly string[], chosenBefore: string | null): Language {
  if (isLanguage(chosenBefore)) return chosenBefore;
  const known = browserLanguages.map((tag) => tag.split('-')[0]?.toLowerCase()).find(isLanguage);
  return known ?? 'en';
}
