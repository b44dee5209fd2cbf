/** A refusal by the service (RFC 9457 problem details), or the lack of any answer. */
export class ApiProblem extends Error {
  override readonly name = 'ApiProblem';

  constructor(
    /** The service's public code, or one of `network`, `unavailable`, `throttled`, `unexpected`. */
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
  return new ApiProblem(codeOf(status, text('code')), status, seconds(details.get('retryAfterSeconds'), retryAfter), text('requestId'), text('detail'));
}

function codeOf(status: number, code: string | null): string {
  // The status says more to a person than which part of the service is away or at its limit.
  if (status === 502 || status === 503 || status === 504) return 'unavailable';
  if (code !== null) return code;
  return status === 429 ? 'throttled' : 'unexpected';
}

/** `Retry-After` in its seconds form (RFC 9110 §10.2.3); the date form is not used by the service. */
function seconds(inBody: unknown, inHeader: string | null): number | null {
  const value = typeof inBody === 'number' ? inBody : inHeader === null ? Number.NaN : Number(inHeader);
  return Number.isFinite(value) && value >= 0 ? Math.ceil(value) : null;
}
