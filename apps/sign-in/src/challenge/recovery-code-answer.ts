import { Component, computed, inject } from '@angular/core';
import { FormField, FormRoot, required, validate } from '@angular/forms/signals';
import { answerForm } from '../flow/answer-form';
import { isWholeRecoveryCode, recoveryCodeOf } from '../flow/codes';
import { SignInFlow } from '../flow/sign-in-flow';
import { I18n } from '../i18n/i18n';
import { problemText } from '../i18n/problem-text';
import { PrimaryButton } from '../ui/primary-button';
import { StepFrame } from '../ui/step-frame';
import { TextField } from '../ui/text-field';
import { OtherMethods } from './other-methods';

@Component({
  selector: 'app-recovery-code-answer',
  imports: [FormField, FormRoot, OtherMethods, PrimaryButton, StepFrame, TextField],
  template: `
    <app-step-frame [heading]="t().challenge.recoveryCode.heading" [problem]="answer.notice()">
      <span lead>{{ t().challenge.recoveryCode.lead }}</span>
      <form [formRoot]="answer.tree">
        <app-text-field [formField]="answer.tree.value" [label]="t().challenge.recoveryCode.label" [refusal]="refusal()" class="long-code" [code]="true" fieldName="recovery-code" />
        <button appPrimary type="submit" [busy]="answer.busy()">{{ t().common.continue }}</button>
      </form>
      <app-other-methods />
    </app-step-frame>
  `,
})
export class RecoveryCodeAnswer {
  private readonly flow = inject(SignInFlow);
  protected readonly t = inject(I18n).t;
  protected readonly answer = answerForm({
    rules: (value) => {
      required(value, { message: () => this.t().challenge.recoveryCode.required });
      validate(value, (field) => {
        const code = recoveryCodeOf(field.value());
        if (code === '' || isWholeRecoveryCode(code)) return undefined;
        return { kind: 'length', message: this.t().challenge.recoveryCode.length(code.length) };
      });
    },
    send: (code) => this.flow.answer({ code: recoveryCodeOf(code) }),
    aboutField: (problem) => problem.code === 'challenge.rejected',
  });
  protected readonly refusal = computed(() => {
    const refusal = this.answer.refusal();
    return refusal === null ? null : problemText(refusal, this.t(), 'recovery-code');
  });
}
