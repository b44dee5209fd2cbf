import { Component, computed, inject, input } from '@angular/core';
import { FormField, FormRoot, required, validate } from '@angular/forms/signals';
import type { Invitation } from '../api/api';
import { answerForm } from '../flow/answer-form';
import { SignInFlow } from '../flow/sign-in-flow';
import { I18n } from '../i18n/i18n';
import { problemText } from '../i18n/problem-text';
import { PrimaryButton } from '../ui/primary-button';
import { StepFrame } from '../ui/step-frame';
import { TextField } from '../ui/text-field';

@Component({
  selector: 'app-choose-password',
  imports: [FormField, FormRoot, PrimaryButton, StepFrame, TextField],
  templateUrl: './choose-password.html',
})
export class ChoosePassword {
  readonly invitation = input.required<Invitation>();
  readonly token = input.required<string>();

  private readonly flow = inject(SignInFlow);
  protected readonly t = inject(I18n).t;
  protected readonly lead = computed(() => {
    const { name, organization } = this.invitation();
    const { welcome, welcomeAlone } = this.t().invitation;
    return organization === null ? welcomeAlone(name) : welcome(name, organization.name);
  });
  protected readonly answer = answerForm({
    rules: (value) => {
      required(value, { message: () => this.t().invitation.required });
      validate(value, (field) => {
        const least = this.invitation().minPasswordLength;
        // Counted as the service counts: code points of the composed form.
        const count = [...field.value().normalize('NFC')].length;
        if (count === 0 || count >= least) return undefined;
        return { kind: 'tooShort', message: this.t().invitation.tooShort(least, count) };
      });
    },
    send: (password) => this.flow.acceptInvitation(this.token(), this.invitation().email, password),
    aboutField: (problem) => problem.code.startsWith('password.'),
  });
  protected readonly refusal = computed(() => {
    const refusal = this.answer.refusal();
    return refusal === null ? null : problemText(refusal, this.t());
  });
}
