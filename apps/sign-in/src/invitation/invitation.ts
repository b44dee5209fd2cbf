import { Component, computed, effect, inject, resource } from '@angular/core';
import { RouterLink } from '@angular/router';
import { ApiProblem } from '#pages/api/api-problem';
import { SignInApi } from '../api/sign-in-api';
import { LINK_TOKEN } from '../flow/link-token';
import { SignInFlow } from '../flow/sign-in-flow';
import { I18n } from '../i18n/i18n';
import { PrimaryButton } from '../ui/primary-button';
import { StepFrame } from '../ui/step-frame';
import { ChoosePassword } from './choose-password';

/** From the invitation mail: who is invited, choose a password, and on into the set-up. */
@Component({
  selector: 'app-invitation',
  imports: [ChoosePassword, PrimaryButton, RouterLink, StepFrame],
  templateUrl: './invitation.html',
})
export class Invitation {
  private readonly api = inject(SignInApi);
  private readonly flow = inject(SignInFlow);
  protected readonly t = inject(I18n).t;
  protected readonly token = inject(LINK_TOKEN);

  private readonly found = resource({
    params: () => this.token ?? undefined,
    loader: ({ params }) => this.api.invitation(params),
  });
  protected readonly invitation = computed(() => (this.found.hasValue() ? this.found.value() : null));
  protected readonly problem = computed(() => {
    const error = this.found.error();
    return error instanceof ApiProblem ? error : null;
  });

  constructor() {
    effect(() => this.flow.showOrganization(this.invitation()?.organization?.name ?? null));
  }

  protected again(): void {
    this.found.reload();
  }
}
