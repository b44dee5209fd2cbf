import { Component, input } from '@angular/core';
import { Icon, type IconName } from '#pages/ui/icon';

/** A sentence above the field about the page as a whole. Put it in a live region when it appears later. */
@Component({
  selector: 'app-notice',
  imports: [Icon],
  host: { '[class]': 'kind()' },
  template: `<app-icon [name]="icons[kind()]" /><div><ng-content /></div>`,
  styles: `
    :host { display: flex; gap: 0.75rem; padding: 0.75rem 1rem; border-radius: var(--mat-sys-corner-medium); font: var(--mat-sys-body-medium); }
    :host(.error) { background: color-mix(in srgb, var(--mat-sys-error-container) 60%, var(--app-card)); color: var(--mat-sys-on-error-container); }
    :host(.info) { background: var(--mat-sys-secondary-container); color: var(--mat-sys-on-secondary-container); }
    div { padding-block: 0.125rem; }
  `,
})
export class Notice {
  readonly kind = input<'error' | 'info'>('info');
  protected readonly icons: Record<'error' | 'info', IconName> = { error: 'alert', info: 'info' };
}
