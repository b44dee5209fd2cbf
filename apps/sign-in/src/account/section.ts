import { Component, computed, inject, input } from '@angular/core';
import { ActivatedRoute, RouterLink } from '@angular/router';
import type { ApiProblem } from '#pages/api/api-problem';
import { I18n } from '../i18n/i18n';
import { Icon } from '#pages/ui/icon';
import { Notice } from '../ui/notice';
import { StepFrame } from '../ui/step-frame';
import { AccountTexts } from './account-texts';

/** What every section of the account has in the same place: heading, what went wrong or well, the way back. */
@Component({
  selector: 'app-account-section',
  imports: [Icon, Notice, RouterLink, StepFrame],
  template: `
    <app-step-frame [heading]="heading()" [alert]="alert()">
      <span lead>{{ lead() }}</span>
      <div role="status">
        @if (status(); as text) {
          <app-notice class="spaced">{{ text }}</app-notice>
        }
      </div>
      @if (loading()) {
        <p class="working">{{ words().common.working }}</p>
      }
      <ng-content />
      <!-- With the rest: a link that moves away under the pointer is missed. -->
      @if (!loading()) {
        <a class="button quiet" routerLink="/account"><app-icon name="back" />{{ t().back }}</a>
      }
    </app-step-frame>
  `,
  styles: `.spaced { margin-block-end: 1.25rem; }`,
})
export class AccountSection {
  readonly heading = input.required<string>();
  readonly lead = input('');
  readonly problem = input<ApiProblem | null>(null);
  readonly done = input<string | null>(null);
  readonly loading = input(false);

  private readonly texts = inject(AccountTexts);
  protected readonly t = this.texts.t;
  protected readonly words = inject(I18n).t;
  private readonly confirmed = inject(ActivatedRoute).snapshot.queryParamMap.has('confirmed');
  protected readonly alert = computed(() => {
    const problem = this.problem();
    return problem === null ? null : this.texts.problem(problem);
  });
  protected readonly status = computed(() => this.done() ?? (this.confirmed && this.problem() === null ? this.t().confirmed : null));
}
