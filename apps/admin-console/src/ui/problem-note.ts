import { Component, computed, inject, input, output } from '@angular/core';
import { MatButton } from '@angular/material/button';
import type { ApiProblem } from '#pages/api/api-problem';
import { I18n } from '../i18n/i18n';
import { problemText } from '../i18n/problem-text';
import { Icon } from '#pages/ui/icon';

/** What went wrong, what to do, and a button that does it. */
@Component({
  selector: 'app-problem',
  imports: [Icon, MatButton],
  host: { role: 'alert', class: 'note error' },
  template: `
    <app-icon name="alert" />
    <p>{{ text() }}</p>
    @if (retry() && worthTrying()) {
      <button type="button" matButton class="small" (click)="again.emit()">{{ t().common.tryAgain }}</button>
    }
  `,
})
export class ProblemNote {
  readonly problem = input.required<ApiProblem>();
  readonly retry = input(false);
  readonly again = output();
  protected readonly t = inject(I18n).t;
  /** What is not there, or not allowed, is the same a moment later. */
  protected readonly worthTrying = computed(() => this.problem().status !== 404 && this.problem().status !== 403);
  protected readonly text = computed(() => problemText(this.problem(), this.t()));
}
