import { Component, computed, inject, input } from '@angular/core';
import { I18n } from '../i18n/i18n';
import type { Paged } from './paged';
import { ProblemNote } from './problem-note';

/** Who sees all rows at once sees where they end. */
const LONG = 20;

/** What comes after the last row: the next page on its way, why it did not come, or that there is none. */
@Component({
  selector: 'app-list-end',
  imports: [ProblemNote],
  template: `
    @if (list().moreProblem(); as problem) {
      <app-problem [problem]="problem" [retry]="true" (again)="list().again()" />
    } @else if (list().hasMore()) {
      <div class="skeleton-line" [attr.aria-busy]="list().loadingMore()"></div>
    } @else if (count() >= LONG) {
      <p>{{ t().common.listEnd(count()) }}</p>
    }
  `,
  styles: `
    :host { display: block; padding: 0.75rem; }
    :host:empty { padding: 0; }
    .skeleton-line { min-block-size: 1.25rem; }
    app-problem { margin: 0; }
    p { margin: 0; color: var(--mat-sys-on-surface-variant); font: var(--mat-sys-body-small); text-align: center; }
  `,
})
export class ListEnd<Row> {
  readonly list = input.required<Paged<Row>>();
  protected readonly t = inject(I18n).t;
  protected readonly LONG = LONG;
  protected readonly count = computed(() => this.list().items()?.length ?? 0);
}
