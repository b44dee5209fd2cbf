import { type Attributes, context, isSpanContextValid, ROOT_CONTEXT, type Span, SpanKind, SpanStatusCode, trace, TraceFlags, type Context } from '@opentelemetry/api';
import { DomainError } from '#domain/kernel/domain-error.js';
import type { Json } from '#event-store/event-store.js';

/*
 * Spans, where somebody wants them (OTEL_EXPORTER_OTLP_ENDPOINT); without that the API does nothing.
 *
 * An attribute says what kind of thing happened, never to whom: templates of routes, categories of streams, names of events, codes
 * of refusals. Ids, addresses, tokens, messages of errors and paths as they were asked for stay out.
 */

const tracer = trace.getTracer('vestibule');

export interface Tracing {
  readonly kind?: SpanKind;
  /** What caused it, where that was elsewhere or earlier (`traceparent` of W3C Trace Context); else the span around it. */
  readonly parent?: string | undefined;
}

/** Runs `work` in a span of its own. What it throws is an outcome: the code of a refusal, or the name of an error. */
export async function traced<T>(name: string, attributes: Attributes, work: (span: Span) => Promise<T>, { kind = SpanKind.INTERNAL, parent }: Tracing = {}): Promise<T> {
  const around = parent === undefined ? context.active() : contextFrom(parent);
  const span = tracer.startSpan(name, { kind, attributes }, around);
  try {
    return await context.with(trace.setSpan(around, span), () => work(span));
  } catch (error) {
    if (error instanceof DomainError) span.setAttribute('vestibule.outcome', error.code);
    else span.setStatus({ code: SpanStatusCode.ERROR, message: error instanceof Error ? error.name : 'unknown' });
    throw error;
  } finally {
    span.end();
  }
}

const FORM = /^00-([0-9a-f]{32})-([0-9a-f]{16})-([0-9a-f]{2})$/;

/** The place of a span that is elsewhere; without one that is well-formed, the beginning of a trace. */
export function contextFrom(traceparent: string): Context {
  const [, traceId = '', spanId = '', flags = '00'] = FORM.exec(traceparent) ?? [];
  const spanContext = { traceId, spanId, traceFlags: Number.parseInt(flags, 16) & TraceFlags.SAMPLED, isRemote: true };
  return isSpanContextValid(spanContext) ? trace.setSpanContext(ROOT_CONTEXT, spanContext) : ROOT_CONTEXT;
}

/** The span that is running, for whoever goes on with it: `{ traceparent }`, or nothing when nobody traces. */
export function traceField(): { readonly traceparent?: string } {
  const running = trace.getActiveSpan()?.spanContext();
  if (running === undefined || !isSpanContextValid(running)) return {};
  return { traceparent: `00-${running.traceId}-${running.spanId}-0${running.traceFlags & TraceFlags.SAMPLED}` };
}

/** What {@link traceField} left in an event's metadata or a job's data. */
export function traceparentOf(fields: Json | undefined): string | undefined {
  if (typeof fields !== 'object' || fields === null || !('traceparent' in fields)) return undefined;
  const { traceparent } = fields;
  return typeof traceparent === 'string' ? traceparent : undefined;
}
