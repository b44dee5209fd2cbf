export const LANGUAGES = { en: 'English', de: 'Deutsch' } as const;
export type Language = keyof typeof LANGUAGES;

export function isLanguage(value: string | null | undefined): value is Language {
  return value !== null && value !== undefined && Object.hasOwn(LANGUAGES, value);
}

/** The first language of the browser that the pages speak; its region does not matter. */
export function preferredLanguage(browserLanguages: readonly string[], chosenBefore: string | null): Language {
  if (isLanguage(chosenBefore)) return chosenBefore;
  const known = browserLanguages.map((tag) => tag.split('-')[0]?.toLowerCase()).find(isLanguage);
  return known ?? 'en';
}
