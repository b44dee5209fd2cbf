import { Service, computed, inject } from '@angular/core';
import type { OwnAccount } from '../api/api';
import type { ApiProblem } from '#pages/api/api-problem';
import { I18n } from '../i18n/i18n';
import type { Language } from '#pages/i18n/language';
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
  private readonly format = computed(() => new Intl.DateTimeFormat(this.i18n.locale(), { dateStyle: 'medium', timeStyle: 'short' }));

  /** Date and time; `otherwise` where there is none. */
  when(instant: string | null, otherwise = this.t().never): string {
    return instant === null ? otherwise : this.format().format(Date.parse(instant));
  }

  /** Whether a second step is asked for and whose rule that is; empty while nothing is known. */
  policy(account: OwnAccount | null): string {
    if (account === null) return '';
    const { policy } = this.t();
    const { because, emailCode } = account.policy;
    const rule = because === 'organization' ? policy.organization(account.organization?.name ?? '') : policy[because];
    return because === 'none' ? rule : `${rule} ${policy.email[emailCode]}`;
  }

  problem(problem: ApiProblem): string {
    return this.t().problems[problem.code] ?? problemText(problem, this.i18n.t());
  }
}
