import { Component, computed, inject, signal } from '@angular/core';
import type { ApiProblem } from '#pages/api/api-problem';
import { createPasskey, passkeysSupported, stopAskingForPasskeys, unlockAvailable, type PasskeyRefusal } from '../flow/passkeys';
import { SignInFlow } from '../flow/sign-in-flow';
import { unlockMeans } from '../flow/unlock-means';
import { I18n } from '../i18n/i18n';
import { Notice } from '../ui/notice';
import { PrimaryButton } from '../ui/primary-button';
import { StepFrame } from '../ui/step-frame';

@Component({
  selector: 'app-trust-device',
  imports: [Notice, PrimaryButton, StepFrame],
  template: `
    <app-step-frame [heading]="t().device.heading" [position]="step()?.position ?? null" [problem]="problem()" [alert]="alert()">
      <span lead>{{ lead() }}</span>
      <ul class="points">
        <li>{{ t().device.staysHere }}</li>
        <li>{{ t().device.shared }}</li>
      </ul>
      <div role="status">
        @if (withoutUnlock()) {
          <app-notice class="spaced">{{ t().device.unavailable }}</app-notice>
        }
      </div>
      <button appPrimary type="button" [busy]="busy()" (click)="trust()">{{ t().common.continue }}</button>
      <button type="button" class="button quiet" (click)="decline()">{{ t().device.notNow }}</button>
    </app-step-frame>
  `,
  styleUrl: './set-up.scss',
})
export class TrustDevice {
  private readonly flow = inject(SignInFlow);
  protected readonly t = inject(I18n).t;
  protected readonly step = computed(() => this.flow.next('trust-device'));
  protected readonly lead = computed(() => this.t().device.lead(this.t().device.means[unlockMeans(navigator)]));
  protected readonly problem = signal<ApiProblem | null>(null);
  protected readonly busy = signal(false);
  protected readonly withoutUnlock = signal(false);
  private readonly refusal = signal<PasskeyRefusal | null>(null);
  private running = Promise.resolve();
  protected readonly alert = computed(() => {
    const refusal = this.refusal();
    return refusal === null ? null : this.t().device[refusal];
  });

  constructor() {
    void unlockAvailable().then((available) => this.withoutUnlock.set(!available));
  }

  protected async trust(): Promise<void> {
    const options = this.step()?.passkey.options;
    if (options === undefined) return;
    await this.run(async () => {
      if (!passkeysSupported()) return this.refuse('failed');
      const outcome = await createPasskey(options);
      if ('refusal' in outcome) return this.refuse(outcome.refusal);
      return this.flow.do((api, id) => api.trustDevice(id, outcome.credential));
    });
    // The options are good for one answer.
    if (this.problem()?.code === 'device.refused') await this.flow.restore().catch(() => false);
  }

  protected async decline(): Promise<void> {
    // Also while the browser still waits for a finger that will not come.
    stopAskingForPasskeys();
    await this.running;
    if (this.step() !== null) await this.run(() => this.flow.do((api, id) => api.declineDevice(id)));
  }

  private refuse(refusal: PasskeyRefusal): null {
    this.refusal.set(refusal);
    return null;
  }

  private run(call: () => Promise<ApiProblem | null>): Promise<void> {
    if (!this.busy()) this.running = this.runNow(call);
    return this.running;
  }

  private async runNow(call: () => Promise<ApiProblem | null>): Promise<void> {
    this.busy.set(true);
    this.refusal.set(null);
    this.problem.set(null);
    this.problem.set(await call());
    this.busy.set(false);
  }
}
