import { noAnswer, problemFrom } from './api-problem';

const NO_ANSWER_AFTER_MS = 20_000;
const PAUSE_BEFORE_RETRY_MS = 400;

/** Left out of the address when `null`, `undefined` or empty; a list is joined by commas. */
export type Query = Readonly<Record<string, string | number | boolean | readonly string[] | null | undefined>>;

/** Calls of `/api/v1` under the session's cookie. Fails with an `ApiProblem` and nothing else. */
export class Transport {
  private csrfToken: string | null = null;

  get<Answer>(path: string, query: Query = {}): Promise<Answer> {
    return this.call<Answer>('GET', path + queryString(query));
  }

  send<Answer>(method: 'POST' | 'PUT' | 'PATCH' | 'DELETE', path: string, body?: unknown): Promise<Answer> {
    return this.call<Answer>(method, path, body ?? {});
  }

  private async call<Answer>(method: string, path: string, body?: unknown): Promise<Answer> {
    const init: RequestInit = { method, credentials: 'same-origin', headers: this.headers(body !== undefined) };
    if (body !== undefined) init.body = JSON.stringify(body);
    const response = await twice(`/api/v1${path}`, init);
    if (!response.ok) throw problemFrom(response.status, response.headers.get('Retry-After'), await read<unknown>(response));
    const answer = await read<Answer>(response);
    if (hasToken(answer)) this.csrfToken = answer.csrfToken;
    return answer;
  }

  private headers(unsafe: boolean): Record<string, string> {
    if (!unsafe) return { Accept: 'application/json' };
    return {
      Accept: 'application/json',
      'Content-Type': 'application/json',
      'Idempotency-Key': crypto.randomUUID(),
      ...(this.csrfToken === null ? {} : { 'X-CSRF-Token': this.csrfToken }),
    };
  }
}

export function queryString(query: Query): string {
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) {
    const text = Array.isArray(value) ? value.join(',') : String(value ?? '');
    if (text !== '') search.set(name, text);
  }
  return search.size === 0 ? '' : `?${search.toString()}`;
}

/** An answer that got lost says nothing about whether the service acted: once more, under the same `Idempotency-Key`. */
async function twice(address: string, init: RequestInit): Promise<Response> {
  const once = (): Promise<Response> => fetch(address, { ...init, signal: AbortSignal.timeout(NO_ANSWER_AFTER_MS) });
  try {
    return await once();
  } catch {
    await new Promise((resolve) => setTimeout(resolve, PAUSE_BEFORE_RETRY_MS));
    return once().catch(() => Promise.reject(noAnswer()));
  }
}

/** `null` for an answer without a body, and for one that is no JSON (a proxy's own error page). */
async function read<Answer>(response: Response): Promise<Answer> {
  const text = await response.text().catch(() => '');
  try {
    return JSON.parse(text === '' ? 'null' : text);
  } catch {
    return JSON.parse('null');
  }
}

function hasToken(answer: unknown): answer is { csrfToken: string } {
  return typeof answer === 'object' && answer !== null && 'csrfToken' in answer && typeof answer.csrfToken === 'string';
}
