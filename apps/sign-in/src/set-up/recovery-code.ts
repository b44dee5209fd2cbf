import { Component, computed, inject, signal } from '@angular/core';
import type { ApiProblem } from '#pages/api/api-problem';
import { inFours } from '../flow/codes';
import { SignInFlow } from '../flow/sign-in-flow';
import { I18n } from '../i18n/i18n';
import { CopyButton } from '../ui/copy-button';
import { Icon } from '#pages/ui/icon';
import { PrimaryButton } from '../ui/primary-button';
import { StepFrame } from '../ui/step-frame';
import { saveText } from './save-text';

/** Shown once: at set-up, and again after a recovery code was used. */
@Component({
  selector: 'app-recovery-code',
  imports: [CopyButton, Icon, PrimaryButton, StepFrame],
  templateUrl: './recovery-code.html',
  styleUrl: './set-up.scss',
})
export class RecoveryCode {
  protected readonly flow = inject(SignInFlow);
  protected readonly t = inject(I18n).t;
  protected readonly step = computed(() => this.flow.next('store-recovery-code'));
  protected readonly atSetUp = computed(() => this.step()?.position != null);
  protected readonly lead = computed(() => {
    const { lead, leadNew, leadInSession, shownBefore } = this.t().recoveryCode;
    if (this.step()?.recoveryCode === null) return shownBefore;
    if (this.atSetUp()) return lead;
    return this.flow.inSession() ? leadInSession : leadNew;
  });
  protected readonly groups = computed(() => inFours(this.step()?.recoveryCode ?? ''));
  protected readonly code = computed(() => this.groups().join('-'));
  protected readonly problem = signal<ApiProblem | null>(null);
  protected readonly stored = signal(false);
  protected readonly reminded = signal(false);
  protected readonly busy = signal(false);

  protected tick(box: HTMLInputElement): void {
    this.stored.set(box.checked);
    this.reminded.set(false);
  }

  protected download(): void {
    const { file, fileName } = this.t().recoveryCode;
    saveText(fileName, file(this.flow.organization() ?? this.t().product, this.code()));
  }

  protected print(): void {
    window.print();
  }

  protected async goOn(box: HTMLInputElement): Promise<void> {
    if (!this.stored()) {
      this.reminded.set(true);
      box.focus();
      return;
    }
    await this.run(() => this.flow.do((api, id) => api.confirmRecoveryCode(id)));
  }

  protected replace(): Promise<void> {
    return this.run(() => this.flow.do((api, id) => api.newRecoveryCode(id)));
  }

  private async run(call: () => Promise<ApiProblem | null>): Promise<void> {
    if (this.busy()) return;
    this.busy.set(true);
    this.problem.set(null);
    this.problem.set(await call());
    this.busy.set(false);
  }
}
