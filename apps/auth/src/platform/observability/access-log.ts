import type { FastifyReply, FastifyRequest } from 'fastify';
import { contextOf, printable } from '../http/request-context.js';
import type { Metrics } from '../metrics/metrics.js';
import type { PinoLogger } from './logger.js';

const QUIET = new Set(['/healthz', '/readyz', '/metrics']);

/** One line per answer, without query strings, headers and bodies, and its time. For `httpAdapter({ onAnswer: accessLog(logger, metrics) })`. */
export function accessLog(logger: PinoLogger, metrics: Pick<Metrics, 'requests'>): (request: FastifyRequest, reply: FastifyReply) => void {
  return (request, reply) => {
    metrics.requests.observe({ status: reply.statusCode }, reply.elapsedTime / 1_000);
    if (!logger.isLevelEnabled('info')) return;
    const { requestId, correlationId, sourceAddress, userAgent } = contextOf(request);
    const [path = ''] = request.url.split('?');
    logger[QUIET.has(path) ? 'debug' : 'info'](
      {
        requestId,
        ...(correlationId !== requestId && { correlationId }),
        method: request.method,
        path: printable(path, 512),
        status: reply.statusCode,
        milliseconds: Math.round(reply.elapsedTime * 10) / 10,
        sourceAddress,
        userAgent,
      },
      'answered',
    );
  };
}
