import createClient from 'openapi-fetch';
import { asProblem, noAnswer, problemFrom, type ApiProblem } from './api-problem';
import type { paths as described } from './schema';
import { Transport } from './transport';

/** The operations by their address under `/api/v1`. */
export type paths = {
  [Address in keyof described as Address extends `/api/v1${infer Rest}` ? Rest : never]: described[Address];
};

type Result<T> = { readonly data?: T | undefined; readonly error?: unknown; readonly response: Response };

/**
 * The one way of the pages to the service, typed by the description that it gives of itself. `client` makes a call; `answer` or
 * `done` around it gives what came back, or fails with an `ApiProblem` and nothing else.
 */
export abstract class ApiClient {
  private readonly transport = new Transport();
  readonly client = createClient<paths>({
    baseUrl: new URL('/api/v1', location.origin).href,
    credentials: 'same-origin',
    fetch: this.transport.fetch,
  });

  /** Milliseconds since 1970 by the service's clock. */
  now(): number {
    return this.transport.now();
  }

  async answer<T extends object>(call: Promise<Result<T>>): Promise<T> {
    const data = await this.received(call);
    if (data === undefined) throw this.noticed(asProblem(null));
    if ('csrfToken' in data && typeof data.csrfToken === 'string') this.transport.useCsrfToken(data.csrfToken);
    return data;
  }

  /** For calls whose answer says nothing more than that it was done. */
  async done(call: Promise<Result<unknown>>): Promise<void> {
    await this.received(call);
  }

  /** Called with every answer, refusals among them, before the page that asked has it. */
  protected answered(): void {}

  /** Sees every refusal before the page that asked does. */
  protected noticed(problem: ApiProblem): ApiProblem {
    return problem;
  }

  private async received<T>(call: Promise<Result<T>>): Promise<T | undefined> {
    const { data, error, response } = await call.catch(() => Promise.reject(this.noticed(noAnswer())));
    this.answered();
    if (!response.ok) throw this.noticed(problemFrom(response.status, response.headers.get('Retry-After'), error));
    return data;
  }
}
