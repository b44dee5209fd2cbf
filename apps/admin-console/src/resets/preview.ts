import { Component, computed, inject, input } from '@angular/core';
import { I18n } from '../i18n/i18n';
import type { ResetEnds } from './shapes';

/** What ends with a reset, and what comes after it. */
@Component({
  selector: 'app-reset-preview',
  template: `
    <ul class="points">
      @for (point of points(); track point) {
        <li>{{ point }}</li>
      }
    </ul>
  `,
})
export class Preview {
  readonly preview = input.required<ResetEnds>();
  protected readonly t = inject(I18n).t;
  protected readonly points = computed(() => {
    const { factors, devices, sessions } = this.preview();
    return this.t().reset.ends(factors, devices, sessions);
  });
}
