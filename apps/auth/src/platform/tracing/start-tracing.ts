import { context, trace } from '@opentelemetry/api';
import { AsyncLocalStorageContextManager } from '@opentelemetry/context-async-hooks';
import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-http';
import { resourceFromAttributes } from '@opentelemetry/resources';
import { BatchSpanProcessor, ParentBasedSampler, TraceIdRatioBasedSampler, TracerProvider } from '@opentelemetry/sdk-trace';
import type { FastifyInstance } from 'fastify';
import { otelTracer } from './otel-tracer.js';
import { traceRequests } from './trace-requests.js';
import { useTracer } from './traced.js';

export interface TracingOptions {
  /** Of the collector, without `/v1/traces`. */
  readonly endpoint: string;
  /** So many of a hundred traces. */
  readonly percent: number;
  readonly role: string;
}

export interface StartedTracing {
  readonly traceRequests: (fastify: FastifyInstance) => void;
  readonly end: () => Promise<void>;
}

const SEND_EVERY_MILLISECONDS = 1_000;

/**
 * From here on spans are made and sent by OTLP over HTTP, in the background. A collector that is away costs spans and nothing else.
 * Whether a trace is kept is decided here, whatever a caller says about its own.
 *
 * @returns how requests are traced, and what sends the last spans
 */
export function startTracing({ endpoint, percent, role }: TracingOptions): StartedTracing {
  const url = `${endpoint.replace(/\/+$/, '')}/v1/traces`;
  const share = new TraceIdRatioBasedSampler(percent / 100);
  const provider = new TracerProvider({
    resource: resourceFromAttributes({ 'service.name': 'vestibule', 'vestibule.role': role }),
    sampler: new ParentBasedSampler({ root: share, remoteParentSampled: share, remoteParentNotSampled: share }),
    spanProcessors: [new BatchSpanProcessor({ exporter: new OTLPTraceExporter({ url, timeoutMillis: 5_000 }), scheduledDelayMillis: SEND_EVERY_MILLISECONDS })],
  });
  context.setGlobalContextManager(new AsyncLocalStorageContextManager().enable());
  trace.setGlobalTracerProvider(provider);
  useTracer(otelTracer);
  return { traceRequests, end: () => provider.shutdown() };
}
