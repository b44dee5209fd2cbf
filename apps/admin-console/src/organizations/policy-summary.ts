import { Component, computed, inject, input } from '@angular/core';
import { I18n } from '../i18n/i18n';
import { policyLines } from './policy-words';
import type { Policy } from './shapes';

@Component({
  selector: 'app-policy-summary',
  template: `
    <dl>
      @for (line of lines(); track line.field) {
        <dt>{{ line.name }}</dt>
        <dd>{{ line.value }}</dd>
      }
    </dl>
  `,
  styles: `
    dl { display: grid; grid-template-columns: minmax(7rem, 2fr) minmax(0, 3fr); gap: 0.375rem 1rem; margin: 0; }
    dt { color: var(--mat-sys-on-surface-variant); }
    dd { margin: 0; overflow-wrap: anywhere; }
  `,
})
export class PolicySummary {
  readonly policy = input.required<Policy>();
  private readonly i18n = inject(I18n);
  protected readonly lines = computed(() => policyLines(this.policy(), this.i18n.t(), this.i18n.locale()));
}
