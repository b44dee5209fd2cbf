import { Component, computed, inject, input } from '@angular/core';
import { MatButton } from '@angular/material/button';
import type { ApiProblem } from '#pages/api/api-problem';
import { I18n } from '../i18n/i18n';
import { problemText } from '../i18n/problem-text';

type Kind = 'signIn' | 'tooLow' | 'notStaff' | 'away';

/** In front of the console: why it is closed, and the one thing to do about it. */
@Component({
  selector: 'app-entrance',
  imports: [MatButton],
  template: `
    <main>
      <svg class="mark" viewBox="0 0 32 32" aria-hidden="true" focusable="false"><path d="M4 29V14a12 12 0 0 1 24 0v15h-7V15a5 5 0 0 0-10 0v14z" /></svg>
      <h1>{{ text().heading }}</h1>
      <p>{{ text().lead }}</p>
      @if (kind() === 'away') {
        <p class="quiet">{{ problem() }}</p>
        <a matButton="filled" [href]="here">{{ t().common.tryAgain }}</a>
      } @else {
        <a matButton="filled" [href]="signIn">{{ text().action }}</a>
      }
    </main>
  `,
  styles: `
    :host { display: grid; place-content: center; min-block-size: 100dvb; padding: 1rem; }
    main { max-inline-size: 28rem; padding: 2rem; border: 1px solid var(--mat-sys-outline-variant); border-radius: var(--mat-sys-corner-extra-large); background: var(--app-card); }
    .mark { inline-size: 2.5rem; fill: var(--mat-sys-primary); }
    h1 { font: var(--mat-sys-headline-small); }
    p { font: var(--mat-sys-body-large); margin-block: 0 1.5rem; }
  `,
})
export class Entrance {
  private readonly i18n = inject(I18n);
  readonly refusal = input.required<ApiProblem>({ alias: 'problem' });

  protected readonly t = this.i18n.t;
  protected readonly here = location.href;
  // The page that was asked for, so that signing in leads back to it.
  protected readonly signIn = `/?returnTo=${encodeURIComponent(location.pathname + location.search)}`;
  protected readonly kind = computed<Kind>(() => {
    const { code, status } = this.refusal();
    if (code === 'console.assuranceTooLow') return 'tooLow';
    if (status === 401) return 'signIn';
    return status === 403 || status === 404 ? 'notStaff' : 'away';
  });
  protected readonly text = computed(() => this.t().entrance[this.kind()]);
  protected readonly problem = computed(() => problemText(this.refusal(), this.t()));
}
