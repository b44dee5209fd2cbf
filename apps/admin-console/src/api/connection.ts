import { Service, signal } from '@angular/core';
import { ApiClient } from '#pages/api/api-client';
import type { ApiProblem } from '#pages/api/api-problem';

/** The console's way to the service. Notices when the session is gone, wherever on the pages that comes to light. */
@Service()
export class Connection extends ApiClient {
  private readonly refused = signal<ApiProblem | null>(null);
  /** Why the console is closed to this person now; `null` while it is open. */
  readonly closed = this.refused.asReadonly();
  /** Milliseconds since 1970 by the service's clock: when it was asked for something last, from this page. */
  readonly lastUse = signal(0);

  protected override answered(): void {
    this.lastUse.set(this.now());
  }

  protected override noticed(problem: ApiProblem): ApiProblem {
    if (problem.code === 'session.required' || problem.code === 'console.assuranceTooLow') this.refused.set(problem);
    return problem;
  }
}
