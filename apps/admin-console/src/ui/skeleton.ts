import { Component, computed, inject, input } from '@angular/core';
import { I18n } from '../i18n/i18n';

/** The shape of what comes, so that nothing jumps when it does. */
@Component({
  selector: 'app-skeleton',
  host: { 'aria-busy': 'true' },
  template: `
    <span class="visually-hidden" role="status">{{ t().common.loading }}</span>
    @for (row of rows(); track row) {
      <div class="skeleton-line" aria-hidden="true"></div>
    }
  `,
  styles: `:host { display: grid; gap: 0.875rem; padding: 1rem; }`,
})
export class Skeleton {
  readonly lines = input(5);
  protected readonly t = inject(I18n).t;
  protected readonly rows = computed(() => Array.from({ length: this.lines() }, (_, index) => index));
}
