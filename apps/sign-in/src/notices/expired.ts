import { Component, inject } from '@angular/core';
import { SignInFlow } from '../flow/sign-in-flow';
import { I18n } from '../i18n/i18n';
import { PrimaryButton } from '../ui/primary-button';
import { StepFrame } from '../ui/step-frame';

@Component({
  selector: 'app-expired',
  imports: [PrimaryButton, StepFrame],
  template: `
    <app-step-frame [heading]="t().expired.heading">
      <span lead>{{ t().expired.lead }}</span>
      <button appPrimary type="button" (click)="flow.startAgain()">{{ t().common.startAgain }}</button>
    </app-step-frame>
  `,
})
export class Expired {
  protected readonly flow = inject(SignInFlow);
  protected readonly t = inject(I18n).t;
}
