import { Service, signal } from '@angular/core';
import { en, type Messages } from './en';
import { preferredLanguage, type Language } from './language';

/** English is in the first load because it is also what stands in when another catalogue cannot be fetched. */
const catalogues: Record<Language, () => Promise<Messages>> = {
  en: () => Promise.resolve(en),
  de: async () => (await import('./de')).de,
};
/** The same name as on the sign-in pages: who has chosen there has chosen here. */
const STORED = 'vestibule.language';

@Service()
export class I18n {
  private readonly messages = signal<Messages>(en);
  private readonly current = signal<Language>('en');
  readonly t = this.messages.asReadonly();
  readonly language = this.current.asReadonly();

  start(): Promise<void> {
    return this.load(preferredLanguage(navigator.languages, remembered()));
  }

  async choose(language: Language): Promise<void> {
    await this.load(language);
    try {
      localStorage.setItem(STORED, language);
    } catch {
      // Storage may be switched off; the choice then lasts as long as the page.
    }
  }

  private async load(language: Language): Promise<void> {
    try {
      this.messages.set(await catalogues[language]());
      this.current.set(language);
      document.documentElement.lang = language;
    } catch {
      // The catalogue could not be fetched: what is shown now stays.
    }
  }
}

function remembered(): string | null {
  try {
    return localStorage.getItem(STORED);
  } catch {
    return null;
  }
}
