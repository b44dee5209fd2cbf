/** A refusal by the service (RFC 9457 problem details), or the lack of any answer. */
export class ApiProblem extends Error {
  override readonly name = 'ApiProblem';

  constructor(
    /** The service's public code, or one of `network`, `unavailable`, `unexpected`. */
    readonly code: string,
    /** 0 when there was no answer. */
    readonly status: number,
    readonly retryAfterSeconds: number | null = null,
    /** What the request can be found by. */
    readonly requestId: string | null = null,
    /** What the service says about it to a person. */
    readonly detail: string | null = null,
  ) {
    super(code);
  }
}

export function noAnswer(): ApiProblem {
  return new ApiProblem('network', 0);
}

export function asProblem(error: unknown): ApiProblem {
  return error instanceof ApiProblem ? error : new ApiProblem('unexpected', 0);
}

/** @param body the parsed answer, or its text when it was no JSON (a proxy's own error page) */
export function problemFrom(status: number, retryAfter: string | null, body: unknown): ApiProblem {
  const details = new Map<string, unknown>(typeof body === 'object' && body !== null ? Object.entries(body) : []);
  const text = (field: string): string | null => {
    const value = details.get(field);
    return typeof value === 'string' ? value : null;
  };
  const away = status === 502 || status === 503 || status === 504;
  const seconds = Number(details.get('retryAfterSeconds') ?? retryAfter ?? Number.NaN);
  return new ApiProblem(
    away ? 'unavailable' : (text('code') ?? 'unexpected'),
    status,
    Number.isFinite(seconds) && seconds >= 0 ? Math.ceil(seconds) : null,
    text('requestId'),
    text('detail'),
  );
}
