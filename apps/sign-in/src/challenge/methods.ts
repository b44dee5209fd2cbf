import { Component, computed, inject, signal } from '@angular/core';
import { Router, RouterLink } from '@angular/router';
import type { Method } from '../api/api';
import type { ApiProblem } from '#pages/api/api-problem';
import { SignInFlow } from '../flow/sign-in-flow';
import { I18n } from '../i18n/i18n';
import { Icon } from '#pages/ui/icon';
import { StepFrame } from '../ui/step-frame';

/** All methods but the open one; with none open (it may be disabled) all of them and why. */
@Component({
  selector: 'app-methods',
  imports: [Icon, RouterLink, StepFrame],
  templateUrl: './methods.html',
  styleUrl: './methods.scss',
})
export class Methods {
  private readonly flow = inject(SignInFlow);
  private readonly router = inject(Router);
  protected readonly t = inject(I18n).t;
  protected readonly problem = signal<ApiProblem | null>(null);
  protected readonly chosen = signal<Method | null>(null);
  private readonly next = computed(() => this.flow.next('challenge'));
  protected readonly open = computed(() => this.next()?.challenge?.method ?? null);
  protected readonly methods = computed(() => (this.next()?.methods ?? []).filter((method) => method !== this.open()));

  protected async choose(method: Method): Promise<void> {
    if (this.chosen() !== null) return;
    this.chosen.set(method);
    this.problem.set(await this.flow.useMethod(method));
    this.chosen.set(null);
  }

  protected back(): void {
    void this.router.navigateByUrl('/sign-in/verify', { replaceUrl: true });
  }
}
