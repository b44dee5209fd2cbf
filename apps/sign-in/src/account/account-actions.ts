import { Service, inject, signal } from '@angular/core';
import { Router } from '@angular/router';
import type { InSession, Session } from '../api/api';
import { ApiProblem } from '#pages/api/api-problem';
import { SignInApi } from '../api/sign-in-api';
import { SignInFlow } from '../flow/sign-in-flow';

/** What can be done in a session. Who has to prove themselves first does so and comes back to the page they were on. */
@Service()
export class AccountActions {
  private readonly api = inject(SignInApi);
  private readonly flow = inject(SignInFlow);
  private readonly router = inject(Router);
  private readonly current = signal<Session | null>(null);
  readonly session = this.current.asReadonly();

  /** @throws ApiProblem 401 without a session */
  async refresh(): Promise<void> {
    const session = await this.api.session();
    this.current.set(session);
    this.flow.showOrganization(session.organization?.name ?? null);
  }

  /** Answers what the page must show; `left`: another page is coming. */
  async run(call: () => Promise<unknown>): Promise<ApiProblem | 'left' | null> {
    try {
      await this.again(call);
      return null;
    } catch (error) {
      return this.judge(error);
    }
  }

  async begin(purpose: InSession): Promise<ApiProblem | 'left' | null> {
    const problem = await this.flow.beginInSession(purpose, purpose === 'step-up' ? `${this.here()}?confirmed=1` : this.here());
    return problem === null ? 'left' : this.judge(problem);
  }

  /** Another tab may have changed the session's token meanwhile. */
  private async again(call: () => Promise<unknown>): Promise<void> {
    try {
      await call();
    } catch (error) {
      if (!(error instanceof ApiProblem) || error.code !== 'request.csrf') throw error;
      await this.refresh();
      await call();
    }
  }

  private async judge(error: unknown): Promise<ApiProblem | 'left' | null> {
    if (!(error instanceof ApiProblem)) throw error;
    if (error.code === 'session.stepUpRequired') return this.begin('step-up');
    if (error.code === 'session.required') {
      await this.router.navigate(['/'], { queryParams: { returnTo: this.here() } });
      return 'left';
    }
    return error;
  }

  private here(): string {
    return location.pathname;
  }
}
