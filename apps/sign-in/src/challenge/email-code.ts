import { Component, DestroyRef, computed, inject, signal } from '@angular/core';
import type { ApiProblem } from '#pages/api/api-problem';
import { SignInApi } from '../api/sign-in-api';
import { SignInFlow } from '../flow/sign-in-flow';
import { I18n } from '../i18n/i18n';
import { wait } from '../i18n/problem-text';
import { CodeForm } from '../ui/code-form';
import { StepFrame } from '../ui/step-frame';
import { OtherMethods } from './other-methods';

/** A code sent by e-mail: as a second factor, and to prove the mailbox before an enrolment. */
@Component({
  selector: 'app-email-code',
  imports: [CodeForm, OtherMethods, StepFrame],
  templateUrl: './email-code.html',
})
export class EmailCode {
  private readonly flow = inject(SignInFlow);
  private readonly api = inject(SignInApi);
  protected readonly t = inject(I18n).t;
  protected readonly problem = signal<ApiProblem | null>(null);
  protected readonly sending = signal(false);
  protected readonly sentAgain = signal(false);

  protected readonly proving = computed(() => this.flow.next('prove-mailbox') !== null);
  private readonly challenge = computed(() => (this.flow.next('prove-mailbox') ?? this.flow.next('challenge'))?.challenge ?? null);
  private readonly now = signal(this.api.now());
  protected readonly secondsLeft = computed(() => {
    const from = Date.parse(this.challenge()?.resendAvailableAt ?? '');
    return Number.isNaN(from) ? 0 : Math.max(0, Math.ceil((from - this.now()) / 1000));
  });
  protected readonly lead = computed(() => {
    const address = this.challenge()?.sentTo ?? '';
    return this.proving() ? this.t().mailbox.lead(address) : this.t().challenge.emailCode.lead(address);
  });
  protected readonly resendIn = computed(() => this.t().challenge.emailCode.resendIn(wait(this.secondsLeft(), this.t())));

  constructor() {
    const tick = setInterval(() => this.now.set(this.api.now()), 1000);
    inject(DestroyRef).onDestroy(() => clearInterval(tick));
  }

  protected readonly send = (code: string) => {
    this.sentAgain.set(false);
    const id = this.challenge()?.id ?? '-';
    return this.flow.do((api, signIn) => api.answerChallenge(signIn, id, { code }));
  };

  protected async resend(): Promise<void> {
    if (this.secondsLeft() > 0 || this.sending()) return;
    this.sending.set(true);
    this.sentAgain.set(false);
    const problem = await this.flow.useMethod('email-code');
    this.problem.set(problem);
    this.sentAgain.set(problem === null);
    this.sending.set(false);
  }
}
