import { context, type Context, isSpanContextValid, ROOT_CONTEXT, SpanKind, SpanStatusCode, trace, TraceFlags } from '@opentelemetry/api';
import { DomainError } from '#domain/kernel/domain-error.js';
import type { Tracer } from './traced.js';

const kinds = { internal: SpanKind.INTERNAL, client: SpanKind.CLIENT, consumer: SpanKind.CONSUMER } as const;

/** Spans by OpenTelemetry. */
export const otelTracer: Tracer = {
  async traced(name, attributes, work, { kind = 'internal', parent }) {
    const around = parent === undefined ? context.active() : contextFrom(parent);
    const span = trace.getTracer('vestibule').startSpan(name, { kind: kinds[kind], attributes }, around);
    try {
      return await context.with(trace.setSpan(around, span), () => work(span));
    } catch (error) {
      if (error instanceof DomainError) span.setAttribute('vestibule.outcome', error.code);
      else span.setStatus({ code: SpanStatusCode.ERROR, message: error instanceof Error ? error.name : 'unknown' });
      throw error;
    } finally {
      span.end();
    }
  },

  field() {
    const running = trace.getActiveSpan()?.spanContext();
    if (running === undefined || !isSpanContextValid(running)) return {};
    return { traceparent: `00-${running.traceId}-${running.spanId}-0${running.traceFlags & TraceFlags.SAMPLED}` };
  },
};

const FORM = /^00-([0-9a-f]{32})-([0-9a-f]{16})-([0-9a-f]{2})$/;

/** The place of a span that is elsewhere; without one that is well-formed, the beginning of a trace. */
export function contextFrom(traceparent: string): Context {
  const [, traceId = '', spanId = '', flags = '00'] = FORM.exec(traceparent) ?? [];
  const spanContext = { traceId, spanId, traceFlags: Number.parseInt(flags, 16) & TraceFlags.SAMPLED, isRemote: true };
  return isSpanContextValid(spanContext) ? trace.setSpanContext(ROOT_CONTEXT, spanContext) : ROOT_CONTEXT;
}
