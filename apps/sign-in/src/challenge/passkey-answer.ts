import { Component, DestroyRef, afterNextRender, computed, inject, signal } from '@angular/core';
import type { ApiProblem } from '#pages/api/api-problem';
import { SignInApi } from '../api/sign-in-api';
import { askForPasskey, passkeysSupported, stopAskingForPasskeys } from '../flow/passkeys';
import { SignInFlow } from '../flow/sign-in-flow';
import { unlockMeans } from '../flow/unlock-means';
import { I18n } from '../i18n/i18n';
import { PrimaryButton } from '../ui/primary-button';
import { StepFrame } from '../ui/step-frame';
import { OtherMethods } from './other-methods';

@Component({
  selector: 'app-passkey-answer',
  imports: [OtherMethods, PrimaryButton, StepFrame],
  template: `
    <app-step-frame [heading]="t().challenge.passkey.heading" [problem]="problem()" [alert]="alert()" method="passkey">
      <span lead>{{ lead() }}</span>
      <p class="small status" role="status">{{ waiting() ? t().challenge.passkey.waiting : '' }}</p>
      <button appPrimary type="button" [busy]="waiting()" (click)="use()">{{ t().challenge.passkey.use }}</button>
      <app-other-methods />
    </app-step-frame>
  `,
})
export class PasskeyAnswerStep {
  private readonly flow = inject(SignInFlow);
  private readonly api = inject(SignInApi);
  protected readonly t = inject(I18n).t;
  protected readonly problem = signal<ApiProblem | null>(null);
  protected readonly waiting = signal(false);
  private readonly refusal = signal<'cancelled' | 'failed' | 'unsupported' | null>(null);
  private spent = false;

  protected readonly alert = computed(() => {
    const refusal = this.refusal();
    return refusal === null ? null : this.t().challenge.passkey[refusal];
  });
  protected readonly lead = computed(() => this.t().challenge.passkey.lead(this.t().device.means[unlockMeans(navigator)]));

  constructor() {
    // Started without a press only while the press that led here still counts; else the browser may refuse.
    afterNextRender(() => {
      if (navigator.userActivation?.isActive === true) void this.use();
    });
    inject(DestroyRef).onDestroy(stopAskingForPasskeys);
  }

  protected async use(): Promise<void> {
    if (this.waiting()) return;
    if (!passkeysSupported()) return this.refusal.set('unsupported');
    this.waiting.set(true);
    this.problem.set(null);
    this.refusal.set(null);
    await this.askAndAnswer();
    this.waiting.set(false);
  }

  private async askAndAnswer(): Promise<void> {
    if (this.spent || this.isOver()) {
      const problem = await this.flow.useMethod('passkey');
      if (problem !== null) return this.problem.set(problem);
      this.spent = false;
    }
    const options = this.flow.next('challenge')?.challenge?.options;
    if (options === undefined) return this.refusal.set('failed');

    const outcome = await askForPasskey(options);
    if ('refusal' in outcome) return this.refusal.set(outcome.refusal === 'cancelled' ? 'cancelled' : 'failed');
    const problem = await this.flow.answer({ credential: outcome.credential });
    // A challenge is good for one answer; after a lost answer the same one is sent again under the same key.
    this.spent = problem !== null && problem.status !== 0;
    this.problem.set(problem);
  }

  private isOver(): boolean {
    return Date.parse(this.flow.next('challenge')?.challenge?.expiresAt ?? '') <= this.api.now();
  }
}
