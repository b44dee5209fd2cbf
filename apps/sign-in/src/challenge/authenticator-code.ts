import { Component, inject, signal } from '@angular/core';
import type { ApiProblem } from '#pages/api/api-problem';
import { SignInFlow } from '../flow/sign-in-flow';
import { I18n } from '../i18n/i18n';
import { CodeForm } from '../ui/code-form';
import { StepFrame } from '../ui/step-frame';
import { OtherMethods } from './other-methods';

@Component({
  selector: 'app-authenticator-code',
  imports: [CodeForm, OtherMethods, StepFrame],
  template: `
    <app-step-frame [heading]="t().challenge.authenticator.heading" [problem]="problem()">
      <span lead>{{ t().challenge.authenticator.lead }}</span>
      <app-code-form [label]="t().challenge.authenticator.label" method="authenticator" [send]="send" (problem)="problem.set($event)" />
      <app-other-methods />
    </app-step-frame>
  `,
})
export class AuthenticatorCode {
  private readonly flow = inject(SignInFlow);
  protected readonly t = inject(I18n).t;
  protected readonly problem = signal<ApiProblem | null>(null);
  protected readonly send = (code: string) => this.flow.answer({ code });
}
