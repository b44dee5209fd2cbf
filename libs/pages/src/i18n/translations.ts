import { computed, signal } from '@angular/core';
import { preferredLanguage, regional, type Language } from './language';

/** What somebody chooses on one of the pages holds on all of them. */
const STORED = 'vestibule.language';

/** The sentences of one application in the language of whoever reads them. */
export abstract class Translations<Messages> {
  private readonly messages;
  private readonly current = signal<Language>('en');
  readonly t;
  readonly language = this.current.asReadonly();
  /** For dates and numbers: the language as the browser's owner has it, with their region ("en-GB"). */
  readonly locale = computed(() => regional(navigator.languages, this.current()));

  /**
   * @param english is in the first load because it is also what stands in when another catalogue cannot be fetched
   * @param others each fetched when it is needed
   */
  protected constructor(
    private readonly english: Messages,
    private readonly others: Readonly<Record<Exclude<Language, 'en'>, () => Promise<Messages>>>,
  ) {
    this.messages = signal(english);
    this.t = this.messages.asReadonly();
  }

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
      this.messages.set(language === 'en' ? this.english : await this.others[language]());
      this.current.set(language);
      document.documentElement.lang = language;
    } catch {
      // The catalogue could not be fetched: what is shown now stays, nothing may fail for it.
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
