import { Component, computed, inject, signal } from '@angular/core';
import type { ApiProblem } from '#pages/api/api-problem';
import { inFours } from '../flow/codes';
import { SignInFlow } from '../flow/sign-in-flow';
import { I18n } from '../i18n/i18n';
import { CodeForm } from '../ui/code-form';
import { CopyButton } from '../ui/copy-button';
import { Notice } from '../ui/notice';
import { QrCode } from '../ui/qr-code';
import { StepFrame } from '../ui/step-frame';

@Component({
  selector: 'app-set-up-authenticator',
  imports: [CodeForm, CopyButton, Notice, QrCode, StepFrame],
  templateUrl: './authenticator.html',
  styleUrl: './set-up.scss',
})
export class SetUpAuthenticator {
  protected readonly flow = inject(SignInFlow);
  protected readonly t = inject(I18n).t;
  protected readonly step = computed(() => this.flow.next('set-up-authenticator'));
  protected readonly groups = computed(() => inFours(this.step()?.authenticator.secret ?? ''));
  protected readonly problem = signal<ApiProblem | null>(null);
  protected readonly renewed = signal(false);

  protected readonly send = async (code: string): Promise<ApiProblem | null> => {
    this.renewed.set(false);
    const problem = await this.flow.do((api, id) => api.confirmAuthenticator(id, code));
    if (problem?.code !== 'enrolment.expired') return problem;
    const again = await this.flow.do((api, id) => api.newAuthenticator(id));
    this.renewed.set(again === null);
    return again;
  };
}
