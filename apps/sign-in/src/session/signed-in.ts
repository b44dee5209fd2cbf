import { Component, computed, effect, inject, resource, signal } from '@angular/core';
import { Router, RouterLink } from '@angular/router';
import { ApiProblem } from '#pages/api/api-problem';
import { SignInApi } from '../api/sign-in-api';
import { SignInFlow } from '../flow/sign-in-flow';
import { I18n } from '../i18n/i18n';
import { wait } from '../i18n/problem-text';
import { PrimaryButton } from '../ui/primary-button';
import { StepFrame } from '../ui/step-frame';

@Component({
  selector: 'app-signed-in',
  imports: [PrimaryButton, RouterLink, StepFrame],
  templateUrl: './signed-in.html',
  styleUrl: './signed-in.scss',
})
export class SignedIn {
  private readonly api = inject(SignInApi);
  private readonly flow = inject(SignInFlow);
  private readonly router = inject(Router);
  private readonly i18n = inject(I18n);
  protected readonly t = this.i18n.t;

  private readonly found = resource({ loader: () => this.api.session() });
  protected readonly session = computed(() => (this.found.hasValue() ? this.found.value() : null));
  protected readonly signedOut = signal(false);
  protected readonly busy = signal(false);
  private readonly refused = signal<ApiProblem | null>(null);
  protected readonly problem = computed(() => {
    const error = this.found.error();
    return error instanceof ApiProblem ? error : this.refused();
  });
  protected readonly until = computed(() => {
    const format = new Intl.DateTimeFormat(this.i18n.locale(), { dateStyle: 'medium', timeStyle: 'short' });
    return format.format(Date.parse(this.session()?.expiresAt ?? ''));
  });
  protected readonly idle = computed(() => this.t().signedIn.idle(wait(Math.max(60, this.session()?.idleSeconds ?? 0), this.t())));

  constructor() {
    effect(() => this.flow.showOrganization(this.session()?.organization?.name ?? null));
    effect(() => {
      if (this.problem()?.status === 401) void this.router.navigateByUrl('/', { replaceUrl: true });
    });
  }

  protected reload(): void {
    this.found.reload();
  }

  protected async signOut(): Promise<void> {
    if (this.busy()) return;
    this.busy.set(true);
    this.refused.set(null);
    try {
      await this.api.signOut();
      this.flow.forget();
      this.signedOut.set(true);
    } catch (error) {
      this.refused.set(error instanceof ApiProblem ? error : null);
    }
    this.busy.set(false);
  }
}
