import type { Json } from '#event-store/event-store.js';

/*
 * Spans, where somebody wants them (OTEL_EXPORTER_OTLP_ENDPOINT). OpenTelemetry is only loaded then: see start-tracing.ts.
 *
 * An attribute says what kind of thing happened, never to whom: templates of routes, categories of streams, names of events, codes
 * of refusals. Ids, addresses, tokens, messages of errors and paths as they were asked for stay out.
 */

export interface RunningSpan {
  setAttribute(name: string, value: string | number | string[]): unknown;
}

export interface Tracing {
  readonly kind?: 'internal' | 'client' | 'consumer';
  /** What caused it, where that was elsewhere or earlier (`traceparent` of W3C Trace Context); else the span around it. */
  readonly parent?: string | undefined;
}

export type Attributes = Readonly<Record<string, string | number | string[]>>;

/** What makes the spans. */
export interface Tracer {
  traced<T>(name: string, attributes: Attributes, work: (span: RunningSpan) => Promise<T>, tracing: Tracing): Promise<T>;
  field(): { readonly traceparent?: string };
}

const UNSEEN: RunningSpan = { setAttribute: () => {} };
let tracer: Tracer | undefined;

/** For the whole process, as what it does is traced as a whole or not at all. */
export function useTracer(given: Tracer | undefined): void {
  tracer = given;
}

/** Runs `work` in a span of its own. What it throws is an outcome: the code of a refusal, or the name of an error. */
export function traced<T>(name: string, attributes: Attributes, work: (span: RunningSpan) => Promise<T>, tracing: Tracing = {}): Promise<T> {
  return tracer === undefined ? work(UNSEEN) : tracer.traced(name, attributes, work, tracing);
}

/** The span that is running, for whoever goes on with it: `{ traceparent }`, or nothing when nobody traces. */
export const traceField = (): { readonly traceparent?: string } => tracer?.field() ?? {};

/** What {@link traceField} left in an event's metadata or a job's data. */
export function traceparentOf(fields: Json | undefined): string | undefined {
  if (typeof fields !== 'object' || fields === null || !('traceparent' in fields)) return undefined;
  const { traceparent } = fields;
  return typeof traceparent === 'string' ? traceparent : undefined;
}
