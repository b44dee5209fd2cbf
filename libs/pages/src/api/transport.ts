const SAFE = new Set(['GET', 'HEAD']);
const NO_ANSWER_AFTER_MS = 20_000;
const PAUSE_BEFORE_RETRY_MS = 400;

export interface TransportPorts {
  readonly fetch: (request: Request) => Promise<Response>;
  readonly newKey: () => string;
  readonly pause: (ms: number) => Promise<void>;
}

const browser: TransportPorts = {
  fetch: (request) => fetch(request),
  newKey: () => crypto.randomUUID(),
  pause: (ms) => new Promise((resolve) => setTimeout(resolve, ms)),
};

/**
 * `fetch` for calls that must happen once. An answer that got lost on the way says nothing about whether the service
 * acted, so the call is repeated once at once, and also when the person presses the button again, always under the
 * same `Idempotency-Key`; the service then gives the answer it gave before.
 */
export class Transport {
  private csrfToken: string | null = null;
  private lost: { readonly call: string; readonly key: string } | null = null;
  private clockOffsetMs = 0;

  constructor(private readonly ports: TransportPorts = browser) {}

  /** The service's time: the clock of a clinic's workstation may be minutes off. */
  now(): number {
    return Date.now() + this.clockOffsetMs;
  }

  useCsrfToken(token: string): void {
    this.csrfToken = token;
  }

  readonly fetch = async (request: Request): Promise<Response> => {
    if (SAFE.has(request.method)) return this.twice(request);

    const call = await fingerprint(request);
    const key = this.lost?.call === call ? this.lost.key : this.ports.newKey();
    this.lost = { call, key };
    request.headers.set('Idempotency-Key', key);
    if (this.csrfToken !== null) request.headers.set('X-CSRF-Token', this.csrfToken);
    const response = await this.twice(request);
    this.lost = null;
    return response;
  };

  private async twice(request: Request): Promise<Response> {
    const again = request.clone();
    try {
      return await this.once(request);
    } catch {
      await this.ports.pause(PAUSE_BEFORE_RETRY_MS);
      return await this.once(again);
    }
  }

  private async once(request: Request): Promise<Response> {
    const response = await this.ports.fetch(new Request(request, { signal: AbortSignal.timeout(NO_ANSWER_AFTER_MS) }));
    const date = Date.parse(response.headers.get('Date') ?? '');
    // The header counts whole seconds, cut off: half a second is what it is off by on average.
    if (!Number.isNaN(date)) this.clockOffsetMs = date + 500 - Date.now();
    return response;
  }
}

/** A digest, because the body may be a password and need not be kept for this. */
async function fingerprint(request: Request): Promise<string> {
  const body = new Uint8Array(await request.clone().arrayBuffer());
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', body));
  return `${request.method} ${request.url} ${digest.join('.')}`;
}
