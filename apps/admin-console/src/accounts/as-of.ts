import { Component, computed, inject, input } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { MatFormField, MatInput, MatLabel } from '@angular/material/input';
import { Router } from '@angular/router';
import { I18n } from '../i18n/i18n';
import { Icon } from '#pages/ui/icon';
import { exact, fromLocalInput, toLocalInput } from '../ui/time';

/** The same page for a past instant; the instant stands in the address. */
@Component({
  selector: 'app-as-of',
  imports: [Icon, MatButton, MatFormField, MatInput, MatLabel],
  template: `
    <form class="bar" (submit)="$event.preventDefault(); go(moment.value)">
      <mat-form-field>
        <mat-label>{{ t().account.asOf }}</mat-label>
        <input #moment matInput type="datetime-local" step="1" [max]="latest" [value]="value()" />
      </mat-form-field>
      <button type="submit" matButton>{{ t().account.asOfShow }}</button>
    </form>
    @if (at(); as instant) {
      <p class="note" role="status">
        <app-icon name="history" /><span>{{ t().account.asOfNotice(text(instant)) }}</span>
        <button type="button" matButton class="small" (click)="go('')">{{ t().account.asOfNow }}</button>
      </p>
    }
  `,
  styles: `
    .note { margin-block: 0.75rem 0; }
    .note span { flex: 1; }
  `,
})
export class AsOf {
  readonly at = input.required<string | null>();
  private readonly router = inject(Router);
  private readonly i18n = inject(I18n);
  protected readonly t = this.i18n.t;
  protected readonly latest = toLocalInput(new Date().toISOString());
  protected readonly value = computed(() => toLocalInput(this.at() ?? ''));

  protected text(at: string): string {
    return exact(at, this.i18n.locale());
  }

  protected go(value: string): void {
    void this.router.navigate([], { queryParams: { at: fromLocalInput(value) }, queryParamsHandling: 'merge' });
  }
}
