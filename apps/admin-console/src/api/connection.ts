import { Service, signal } from '@angular/core';
import { ApiProblem, asProblem } from './api-problem';
import { Transport, type Query } from './transport';

/** The one way to the service. Notices when the session is gone, wherever on the pages that comes to light. */
@Service()
export class Connection {
  private readonly transport = new Transport();
  private readonly refused = signal<ApiProblem | null>(null);
  /** Why the console is closed to this person now; `null` while it is open. */
  readonly closed = this.refused.asReadonly();

  get<Answer>(path: string, query?: Query): Promise<Answer> {
    return this.watched(this.transport.get<Answer>(path, query));
  }

  send<Answer = void>(method: 'POST' | 'PUT' | 'PATCH' | 'DELETE', path: string, body?: unknown): Promise<Answer> {
    return this.watched(this.transport.send<Answer>(method, path, body));
  }

  private async watched<Answer>(call: Promise<Answer>): Promise<Answer> {
    try {
      return await call;
    } catch (error) {
      const problem = asProblem(error);
      if (problem.code === 'session.required' || problem.code === 'console.assuranceTooLow') this.refused.set(problem);
      throw problem;
    }
  }
}
