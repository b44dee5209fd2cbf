import { createHash } from 'node:crypto';
import { context, type Context, ROOT_CONTEXT, type Span, SpanKind, SpanStatusCode, trace } from '@opentelemetry/api';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { header } from '../http/request-context.js';
import { contextFrom } from './otel-tracer.js';

/** One span for each request to the API, named after the template of its route; part of the caller's trace when it names one. */
export function traceRequests(fastify: FastifyInstance): void {
  const tracer = trace.getTracer('vestibule');
  const running = new WeakMap<FastifyRequest, { readonly span: Span; readonly around: Context }>();

  fastify.addHook('onRequest', (request, _reply, done) => {
    const { method } = request;
    const route = request.routeOptions.url;
    if (route?.startsWith('/api/') === true) {
      const parent = header(request.raw, 'traceparent');
      const caller = parent === undefined ? ROOT_CONTEXT : contextFrom(parent);
      const attributes = { 'http.request.method': method, 'http.route': route, ...signInOf(request) };
      const span = tracer.startSpan(`${method} ${route}`, { kind: SpanKind.SERVER, attributes }, caller);
      running.set(request, { span, around: trace.setSpan(caller, span) });
    }
    done();
  });
  // Reading the body loses the context, so it begins behind that.
  fastify.addHook('preHandler', (request, _reply, done) => {
    const { around } = running.get(request) ?? {};
    if (around === undefined) done();
    else context.with(around, done);
  });
  fastify.addHook('onResponse', (request, reply, done) => {
    const { span } = running.get(request) ?? {};
    span?.setAttribute('http.response.status_code', reply.statusCode);
    if (reply.statusCode >= 500) span?.setStatus({ code: SpanStatusCode.ERROR });
    span?.end();
    done();
  });
}

/** What the requests of one sign-in have in common, also when their caller names no trace: of its id only so much that it is found again. */
function signInOf({ params }: FastifyRequest): { readonly 'vestibule.sign_in'?: string } {
  const { signInId } = params as { readonly signInId?: string };
  return signInId === undefined ? {} : { 'vestibule.sign_in': createHash('sha256').update(signInId).digest('hex').slice(0, 16) };
}
