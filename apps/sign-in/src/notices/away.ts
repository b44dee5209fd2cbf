import { Component, inject } from '@angular/core';
import { I18n } from '../i18n/i18n';
import { PrimaryButton } from '../ui/primary-button';
import { StepFrame } from '../ui/step-frame';

/** Shown in place of a page that could not be fetched; its address stays, so loading it again is trying again. */
@Component({
  selector: 'app-away',
  imports: [PrimaryButton, StepFrame],
  template: `
    <app-step-frame [heading]="t().away.heading">
      <span lead>{{ t().away.lead }}</span>
      <button appPrimary type="button" (click)="again()">{{ t().common.tryAgain }}</button>
    </app-step-frame>
  `,
})
export class Away {
  protected readonly t = inject(I18n).t;

  protected again(): void {
    location.reload();
  }
}
