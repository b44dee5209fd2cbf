import { inject, signal } from '@angular/core';
import { asProblem, type ApiProblem } from '#pages/api/api-problem';
import { SessionApi, needsStepUp } from '../api/session-api';

/** One thing that a person asked for: under way, refused, or to be asked again once they have proved who they are. */
export class Attempt {
  private readonly session = inject(SessionApi);
  private last: (() => Promise<void>) | null = null;
  private readonly working = signal(false);
  private readonly refused = signal<ApiProblem | null>(null);
  readonly busy = this.working.asReadonly();
  readonly problem = this.refused.asReadonly();

  /** Pressed twice, it works once. */
  async run(work: () => Promise<void>): Promise<void> {
    if (this.working()) return;
    this.last = work;
    this.working.set(true);
    this.refused.set(null);
    try {
      await work();
    } catch (error) {
      this.refused.set(asProblem(error));
    }
    this.working.set(false);
  }

  needsStepUp(): boolean {
    const problem = this.refused();
    return problem !== null && needsStepUp(problem);
  }

  /** The passkey, then the same thing again. */
  async proveAndRepeat(): Promise<void> {
    const work = this.last;
    if (work === null) return;
    await this.run(async () => {
      await this.session.stepUp();
      await work();
    });
    this.last = work;
  }

  forget(): void {
    this.refused.set(null);
  }
}
