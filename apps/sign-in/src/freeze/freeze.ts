import { Component, inject, signal } from '@angular/core';
import { ApiProblem } from '#pages/api/api-problem';
import { SignInApi } from '../api/sign-in-api';
import type { FrozenAccount } from '../api/api';
import { LINK_TOKEN } from '../flow/link-token';
import { SupportContact } from '../help/support-contact';
import { I18n } from '../i18n/i18n';
import { PrimaryButton } from '../ui/primary-button';
import { StepFrame } from '../ui/step-frame';

/** "This wasn't me": nothing happens before the button is pressed, because mail scanners open links too. */
@Component({
  selector: 'app-freeze',
  imports: [PrimaryButton, StepFrame, SupportContact],
  templateUrl: './freeze.html',
})
export class Freeze {
  private readonly api = inject(SignInApi);
  protected readonly t = inject(I18n).t;
  private readonly token = inject(LINK_TOKEN);
  protected readonly state = signal<'ask' | 'frozen' | 'not-valid' | 'no-token'>(this.token === null ? 'no-token' : 'ask');
  protected readonly organization = signal<FrozenAccount['organization']>(null);
  protected readonly busy = signal(false);
  protected readonly problem = signal<ApiProblem | null>(null);

  protected async freeze(): Promise<void> {
    if (this.busy() || this.token === null) return;
    this.busy.set(true);
    this.problem.set(null);
    try {
      this.organization.set((await this.api.freezeAccount(this.token)).organization);
      this.state.set('frozen');
    } catch (error) {
      if (error instanceof ApiProblem && error.status === 404) this.state.set('not-valid');
      else this.problem.set(error instanceof ApiProblem ? error : null);
    }
    this.busy.set(false);
  }
}
