import { Component, computed, effect, inject, input, output } from '@angular/core';
import { FormField, FormRoot, pattern, required } from '@angular/forms/signals';
import type { Method } from '../api/api';
import type { ApiProblem } from '#pages/api/api-problem';
import { answerForm } from '../flow/answer-form';
import { digitsOf } from '../flow/codes';
import { I18n } from '../i18n/i18n';
import { problemText } from '../i18n/problem-text';
import { PrimaryButton } from './primary-button';
import { TextField } from './text-field';

const REFUSALS = new Set(['challenge.rejected', 'enrolment.codeRejected']);

/** A field for six digits that sends itself when the sixth is there, typed, pasted or filled in by the phone. */
@Component({
  selector: 'app-code-form',
  imports: [FormField, FormRoot, PrimaryButton, TextField],
  template: `
    <form [formRoot]="answer.tree">
      <app-text-field
        [formField]="answer.tree.value"
        [label]="label()"
        [refusal]="refusal()"
        [clean]="digitsOf"
        [code]="true"
        fieldName="code"
        autocomplete="one-time-code"
        inputmode="numeric"
      />
      <button appPrimary type="submit" [busy]="answer.busy()">{{ t().common.continue }}</button>
    </form>
  `,
})
export class CodeForm {
  readonly label = input.required<string>();
  readonly method = input<Method>();
  readonly send = input.required<(code: string) => Promise<ApiProblem | null>>();
  /** A problem that is not about the code. */
  readonly problem = output<ApiProblem | null>();

  protected readonly t = inject(I18n).t;
  protected readonly digitsOf = digitsOf;
  protected readonly answer = answerForm({
    rules: (value) => {
      required(value, { message: () => this.t().challenge.sixDigits });
      pattern(value, /^\d{6}$/, { message: () => this.t().challenge.sixDigits });
    },
    send: async (code) => {
      const problem = await this.send()(code);
      // Where the same page goes on (a new QR code), the code belongs to what is gone.
      if (problem === null) this.answer.clear();
      return problem;
    },
    aboutField: (problem) => REFUSALS.has(problem.code),
  });
  protected readonly refusal = computed(() => {
    const refusal = this.answer.refusal();
    return refusal === null ? null : problemText(refusal, this.t(), this.method());
  });

  constructor() {
    effect(() => this.problem.emit(this.answer.notice()));
    let seen = '';
    effect(() => {
      const code = this.answer.tree.value().value();
      // What is typed while another one is on its way is sent when that one is answered.
      if (this.answer.busy() || code === seen) return;
      seen = code;
      if (code.length === 6) this.answer.submit();
    });
  }
}
