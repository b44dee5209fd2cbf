import { Component, DestroyRef, afterNextRender, computed, inject, signal } from '@angular/core';
import { FormField, FormRoot, required } from '@angular/forms/signals';
import type { ApiProblem } from '#pages/api/api-problem';
import { answerForm } from '../flow/answer-form';
import { askForPasskey, offerPasskeyInAutofill, passkeysSupported, stopAskingForPasskeys, type PasskeyOutcome } from '../flow/passkeys';
import { SignInFlow } from '../flow/sign-in-flow';
import { I18n } from '../i18n/i18n';
import { problemText } from '../i18n/problem-text';
import { Icon } from '#pages/ui/icon';
import { PrimaryButton } from '../ui/primary-button';
import { StepFrame } from '../ui/step-frame';
import { TextField } from '../ui/text-field';

/** The same page for every address, known or not. */
@Component({
  selector: 'app-password',
  imports: [FormField, FormRoot, Icon, PrimaryButton, StepFrame, TextField],
  templateUrl: './password.html',
})
export class Password {
  protected readonly flow = inject(SignInFlow);
  protected readonly t = inject(I18n).t;
  /** Proving oneself again takes no passkey instead of the password. */
  protected readonly passkeys = computed(() => passkeysSupported() && this.flow.next('first-factor')?.methods.includes('passkey') === true);
  private readonly passkeyTrouble = signal<'cancelled' | 'failed' | ApiProblem | null>(null);
  protected readonly passkeyAlert = computed(() => {
    const trouble = this.passkeyTrouble();
    if (trouble === null) return null;
    if (trouble === 'cancelled') return this.t().password.cancelled;
    if (trouble === 'failed') return this.t().password.failed;
    return trouble.code === 'sign-in.rejected' ? this.t().problems['passkey.rejected'] : problemText(trouble, this.t());
  });
  protected readonly passkeyBusy = signal(false);

  protected readonly answer = answerForm({
    rules: (value) => required(value, { message: () => this.t().password.required }),
    send: async (password) => {
      this.passkeyTrouble.set(null);
      // One first factor at a time.
      stopAskingForPasskeys();
      const problem = await this.flow.do((api, id) => api.password(id, password));
      if (problem !== null) void this.offerInAutofill();
      return problem;
    },
    aboutField: (problem) => problem.code === 'sign-in.rejected',
  });
  protected readonly refusal = computed(() => {
    const refusal = this.answer.refusal();
    return refusal === null ? null : problemText(refusal, this.t());
  });

  private gone = false;

  constructor() {
    afterNextRender(() => void this.offerInAutofill());
    inject(DestroyRef).onDestroy(() => {
      this.gone = true;
      stopAskingForPasskeys();
    });
  }

  protected async usePasskey(): Promise<void> {
    const options = this.flow.next('first-factor')?.passkey.options;
    if (options === undefined || this.passkeyBusy()) return;
    this.passkeyBusy.set(true);
    this.passkeyTrouble.set(null);
    const outcome = await askForPasskey(options);
    if ('refusal' in outcome) {
      this.passkeyTrouble.set(outcome.refusal === 'cancelled' ? 'cancelled' : 'failed');
    } else {
      await this.send(outcome);
    }
    this.passkeyBusy.set(false);
    // The button took the request over from the autofill list.
    if (!this.gone) void this.offerInAutofill();
  }

  private async offerInAutofill(): Promise<void> {
    const options = this.flow.next('first-factor')?.passkey.options;
    if (options === undefined || !this.passkeys()) return;
    const wanted = () => !this.gone && !this.passkeyBusy() && !this.answer.busy();
    const outcome = await offerPasskeyInAutofill(options, wanted);
    if ('credential' in outcome && wanted()) await this.send(outcome);
  }

  private async send(outcome: Extract<PasskeyOutcome, { credential: object }>): Promise<void> {
    const problem = await this.flow.do((api, id) => api.passkey(id, outcome.credential));
    if (problem === null) return;
    this.passkeyTrouble.set(problem);
    // A challenge is good for one answer: fetch the next one.
    await this.flow.restore().catch(() => false);
  }
}
