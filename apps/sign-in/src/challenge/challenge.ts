import { Component, computed, inject } from '@angular/core';
import { SignInFlow } from '../flow/sign-in-flow';
import { AuthenticatorCode } from './authenticator-code';
import { EmailCode } from './email-code';
import { Methods } from './methods';
import { PasskeyAnswerStep } from './passkey-answer';
import { RecoveryCodeAnswer } from './recovery-code-answer';

/** The second factor: one page per method, at one address, so that a reload shows the open challenge. */
@Component({
  selector: 'app-challenge',
  imports: [AuthenticatorCode, EmailCode, Methods, PasskeyAnswerStep, RecoveryCodeAnswer],
  template: `
    @switch (method()) {
      @case ('authenticator') { <app-authenticator-code /> }
      @case ('passkey') { <app-passkey-answer /> }
      @case ('email-code') { <app-email-code /> }
      @case ('recovery-code') { <app-recovery-code-answer /> }
      @default { <app-methods /> }
    }
  `,
})
export class ChallengeStep {
  private readonly flow = inject(SignInFlow);
  protected readonly method = computed(() => this.flow.next('challenge')?.challenge?.method);
}
