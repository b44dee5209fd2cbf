import { Component, inject } from '@angular/core';
import { RouterLink } from '@angular/router';
import { I18n } from '../i18n/i18n';
import { StepFrame } from '../ui/step-frame';

@Component({
  selector: 'app-not-found',
  imports: [RouterLink, StepFrame],
  template: `
    <app-step-frame [heading]="t().notFound.heading">
      <span lead>{{ t().notFound.lead }}</span>
      <a class="button primary" routerLink="/">{{ t().common.toSignIn }}</a>
    </app-step-frame>
  `,
})
export class NotFound {
  protected readonly t = inject(I18n).t;
}
