import { Service, computed, inject } from '@angular/core';
import type { ApiProblem } from '../api/api-problem';
import { I18n } from '../i18n/i18n';
import type { Language } from '../i18n/language';
import { problemText } from '../i18n/problem-text';
import { de } from './texts/de';
import { en, type AccountMessages } from './texts/en';

const texts: Readonly<Record<Language, AccountMessages>> = { en, de };

/** The words of the account pages, in the language of the page. */
@Service()
export class AccountTexts {
  private readonly i18n = inject(I18n);
  readonly language = this.i18n.language;
  readonly t = computed(() => texts[this.language()]);
  private readonly format = computed(() => new Intl.DateTimeFormat(this.language(), { dateStyle: 'medium', timeStyle: 'short' }));

  /** Date and time; `otherwise` where there is none. */
  when(instant: string | null, otherwise = this.t().never): string {
    return instant === null ? otherwise : this.format().format(Date.parse(instant));
  }

  problem(problem: ApiProblem): string {
    return this.t().problems[problem.code] ?? problemText(problem, this.i18n.t());
  }
}
