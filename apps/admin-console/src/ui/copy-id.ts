import { Component, inject, input } from '@angular/core';
import { MatTooltip } from '@angular/material/tooltip';
import { I18n } from '../i18n/i18n';
import { Icon } from '#pages/ui/icon';
import { Toasts } from './toasts';

/** An id, monospaced, copied whole by one press. */
@Component({
  selector: 'app-copy-id',
  imports: [Icon, MatTooltip],
  template: `<button type="button" [matTooltip]="t().common.copy" (click)="copy()"><code>{{ id() }}</code><app-icon name="copy" /><span class="visually-hidden">{{ t().common.copy }}</span></button>`,
  styles: `
    button { display: inline-flex; align-items: center; gap: 0.375rem; min-block-size: 1.5rem; max-inline-size: 100%; padding: 0; border: 0; background: none; color: var(--mat-sys-on-surface-variant); cursor: pointer; text-align: start; }
    button:focus-visible { outline: 2px solid var(--mat-sys-primary); outline-offset: 2px; border-radius: 2px; }
    code { font-family: var(--app-code-font); font-size: 0.8125rem; overflow-wrap: anywhere; }
    app-icon { --app-icon-size: 1rem; }
  `,
})
export class CopyId {
  readonly id = input.required<string>();
  private readonly toasts = inject(Toasts);
  protected readonly t = inject(I18n).t;

  protected async copy(): Promise<void> {
    const done = await navigator.clipboard.writeText(this.id()).then(
      () => true,
      () => false,
    );
    this.toasts.say(done ? this.t().common.copied : this.t().common.copyFailed);
  }
}
