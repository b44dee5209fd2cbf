import { Component, DestroyRef, inject, input, signal } from '@angular/core';
import { I18n } from '../i18n/i18n';
import { Icon } from '#pages/ui/icon';

const SHOW_COPIED_MS = 4000;

@Component({
  selector: 'app-copy-button',
  imports: [Icon],
  template: `
    <button type="button" class="button tonal" (click)="copy()">
      <app-icon [name]="outcome() === 'copied' ? 'check' : 'copy'" />{{ label() }}
    </button>
    <span class="visually-hidden" role="status">{{ outcome() === 'copied' ? t().common.copied : outcome() === 'failed' ? t().common.copyFailed : '' }}</span>
  `,
  styles: `:host { display: contents; }`,
})
export class CopyButton {
  readonly label = input.required<string>();
  readonly text = input.required<string>();

  protected readonly t = inject(I18n).t;
  protected readonly outcome = signal<'copied' | 'failed' | null>(null);
  private timer: ReturnType<typeof setTimeout> | undefined;

  constructor() {
    inject(DestroyRef).onDestroy(() => clearTimeout(this.timer));
  }

  protected async copy(): Promise<void> {
    clearTimeout(this.timer);
    try {
      await navigator.clipboard.writeText(this.text());
      this.outcome.set('copied');
    } catch {
      this.outcome.set('failed');
    }
    this.timer = setTimeout(() => this.outcome.set(null), SHOW_COPIED_MS);
  }
}
