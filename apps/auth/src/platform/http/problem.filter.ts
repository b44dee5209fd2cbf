import { type ArgumentsHost, Catch, type ExceptionFilter, Logger } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { problemHeaders, problemOf } from './problem.js';
import { INTERNAL, refusalOf } from './refusal-of.js';
import { contextOf } from './request-context.js';

const logger = new Logger('Problem');

/** Every error of every route, known or not, becomes problem details. Nothing of its inside leaves the service. */
@Catch()
export class ProblemFilter implements ExceptionFilter {
  catch(error: unknown, host: ArgumentsHost): void {
    const http = host.switchToHttp();
    sendProblem(error, http.getRequest<FastifyRequest>(), http.getResponse<FastifyReply>());
  }
}

/** Also for errors raised outside Nest's routes. */
export function sendProblem(error: unknown, request: FastifyRequest, reply: FastifyReply): void {
  const { requestId } = contextOf(request);
  const refusal = refusalOf(error);
  if (refusal === undefined || refusal.status >= 500) {
    const log = refusal === undefined ? 'error' : 'warn';
    logger[log]({ requestId, err: error, msg: refusal?.code ?? 'unexpected error' });
  }
  if (reply.sent || reply.raw.headersSent) return;
  const answer = refusal ?? INTERNAL;
  void reply
    .status(answer.status)
    .headers(problemHeaders(answer))
    // As text: a serializer that a route or a page has set must not touch it.
    .serializer((payload: unknown) => String(payload))
    .send(JSON.stringify(problemOf(answer, requestId)));
}
