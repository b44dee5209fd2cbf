import { Component, inject, input } from '@angular/core';
import { FormField, FormRoot, pattern, required } from '@angular/forms/signals';
import { answerForm } from '../flow/answer-form';
import { SignInFlow } from '../flow/sign-in-flow';
import { I18n } from '../i18n/i18n';
import { PrimaryButton } from '../ui/primary-button';
import { StepFrame } from '../ui/step-frame';
import { TextField } from '../ui/text-field';

/** Only what surely is a slip: whether the address is known is told to nobody. */
const LOOKS_LIKE_AN_ADDRESS = /^\s*[^\s@]+@[^\s@]+\s*$/;

@Component({
  selector: 'app-email',
  imports: [FormField, FormRoot, PrimaryButton, StepFrame, TextField],
  template: `
    <app-step-frame [heading]="t().email.heading" [problem]="answer.notice()">
      <span lead>{{ t().email.lead }}</span>
      <form [formRoot]="answer.tree">
        <app-text-field [formField]="answer.tree.value" [label]="t().email.label" type="email" fieldName="email" autocomplete="username" inputmode="email" />
        <button appPrimary type="submit" [busy]="answer.busy()">{{ t().common.continue }}</button>
      </form>
    </app-step-frame>
  `,
})
export class Email {
  /** From the query: where to go after the sign-in. */
  readonly returnTo = input<string>();

  private readonly flow = inject(SignInFlow);
  protected readonly t = inject(I18n).t;
  protected readonly answer = answerForm({
    initial: this.flow.email(),
    rules: (value) => {
      required(value, { message: () => this.t().email.required });
      pattern(value, LOOKS_LIKE_AN_ADDRESS, { message: () => this.t().email.malformed });
    },
    send: (email) => this.flow.begin(email.trim(), this.returnTo() ?? null),
    aboutField: () => false,
  });
}
