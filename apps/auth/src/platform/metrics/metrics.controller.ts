import { Controller, Get, Header, NotFoundException, Req } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import { prometheusContentType } from 'prom-client';
import { MetricsAccess, MetricsTokenRejected } from './metrics-access.js';
import { Standing } from './standing.js';

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
    const answer = this.access.answerTo(request.raw);
    if (answer === 'tokenRejected') throw new MetricsTokenRejected();
    if (answer === 'notFound') throw new NotFoundException();
    return this.standing.text();
  }
}
