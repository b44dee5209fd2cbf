import { createHash, timingSafeEqual } from 'node:crypto';
import { Controller, Get, Header, NotFoundException, Req } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import { prometheusContentType } from 'prom-client';
import { DomainError } from '#domain/kernel/domain-error.js';
import { Standing } from './standing.js';

/** Who may read the metrics. */
export class MetricsAccess {
  constructor(
    /** `Authorization: Bearer …`; left out: nobody in production, else who asks from this machine. */
    readonly token: string | undefined,
    readonly production: boolean,
  ) {}
}

/** The scraper brings no token, or another one. */
export class MetricsTokenRejected extends DomainError {
  override readonly code = 'metrics.tokenRejected';
  override readonly kind = 'unauthenticated';

  constructor() {
    super('The metrics need the token of METRICS_TOKEN.');
  }
}

/** `/metrics` for Prometheus, outside the API's prefix. */
@ApiExcludeController()
@Controller()
export class MetricsController {
  constructor(
    private readonly standing: Standing,
    private readonly access: MetricsAccess,
  ) {}

  @Get('metrics')
  @Header('content-type', prometheusContentType)
  async metrics(@Req() request: FastifyRequest): Promise<string> {
    const { token, production } = this.access;
    if (token !== undefined) demandToken(token, request);
    // A proxy on this machine speaks for others, and says so.
    else if (production || !isFromThisMachine(request)) throw new NotFoundException();
    return this.standing.text();
  }
}

/** Compared as hashes of one length, in a time that says nothing. @throws MetricsTokenRejected */
function demandToken(token: string, { headers: { authorization = '' } }: FastifyRequest): void {
  const hash = (text: string): Buffer => createHash('sha256').update(text).digest();
  if (!timingSafeEqual(hash(authorization), hash(`Bearer ${token}`))) throw new MetricsTokenRejected();
}

function isFromThisMachine({ raw: { socket, headers } }: FastifyRequest): boolean {
  const isLoopback = /^(?:::ffff:)?127\.|^::1$/.test(socket.remoteAddress ?? '');
  return isLoopback && headers['x-forwarded-for'] === undefined && headers.forwarded === undefined;
}
