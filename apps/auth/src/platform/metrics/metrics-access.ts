import { createHash, timingSafeEqual } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import { DomainError } from '#domain/kernel/domain-error.js';

/** The scraper brings no token, or another one. */
export class MetricsTokenRejected extends DomainError {
  override readonly code = 'metrics.tokenRejected';
  override readonly kind = 'unauthenticated';

  constructor() {
    super('The metrics need the token of METRICS_TOKEN.');
  }
}

/** Who may read the metrics: who has the token; without one nobody in production, else who asks from this machine. */
export class MetricsAccess {
  constructor(
    private readonly token: string | undefined,
    private readonly production: boolean,
  ) {}

  answerTo(request: IncomingMessage): 'allowed' | 'tokenRejected' | 'notFound' {
    if (this.token !== undefined) return isToken(this.token, request) ? 'allowed' : 'tokenRejected';
    return !this.production && isFromThisMachine(request) ? 'allowed' : 'notFound';
  }
}

/** Compared as hashes of one length, in a time that says nothing. */
function isToken(token: string, { headers: { authorization = '' } }: IncomingMessage): boolean {
  const hash = (text: string): Buffer => createHash('sha256').update(text).digest();
  return timingSafeEqual(hash(authorization), hash(`Bearer ${token}`));
}

/** A proxy on this machine speaks for others, and says so. */
function isFromThisMachine({ socket, headers }: IncomingMessage): boolean {
  const isLoopback = /^(?:::ffff:)?127\.|^::1$/.test(socket.remoteAddress ?? '');
  return isLoopback && headers['x-forwarded-for'] === undefined && headers.forwarded === undefined;
}
