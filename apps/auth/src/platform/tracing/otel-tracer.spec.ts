import { context, trace } from '@opentelemetry/api';
import { AsyncLocalStorageContextManager } from '@opentelemetry/context-async-hooks';
import { InMemorySpanExporter, SimpleSpanProcessor, TracerProvider } from '@opentelemetry/sdk-trace';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { AccountRefused } from '#domain/account/errors.js';
import { contextFrom, otelTracer } from './otel-tracer.js';
import { traced, traceField, traceparentOf, useTracer } from './traced.js';

const parent = '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01';

describe('traced, when nobody wants traces', () => {
  it('does the work and leaves no mark', async () => {
    expect(await traced('work', {}, async () => traceField())).toEqual({});
    await expect(traced('work', {}, () => Promise.reject(new Error('no')))).rejects.toThrow('no');
  });
});

describe('traced, when somebody does', () => {
  const exporter = new InMemorySpanExporter();
  beforeAll(() => {
    useTracer(otelTracer);
    context.setGlobalContextManager(new AsyncLocalStorageContextManager().enable());
    trace.setGlobalTracerProvider(new TracerProvider({ spanProcessors: [new SimpleSpanProcessor({ exporter })] }));
  });
  afterEach(() => exporter.reset());
  afterAll(() => useTracer(undefined));

  it('goes on with what caused it, and lets others go on', async () => {
    const left = await traced('outer', {}, () => traced('inner', {}, async () => traceField()), { parent });
    const [inner, outer] = exporter.getFinishedSpans();
    expect(outer).toMatchObject({ name: 'outer', parentSpanContext: { spanId: 'b7ad6b7169203331', isRemote: true } });
    expect(inner).toMatchObject({ name: 'inner', parentSpanContext: { spanId: outer?.spanContext().spanId } });
    expect(traceparentOf({ ...left })).toBe(`00-0af7651916cd43dd8448eb211c80319c-${inner?.spanContext().spanId}-01`);
  });

  it('keeps the code of a refusal and the name of an error, and no message', async () => {
    await expect(traced('work', {}, () => Promise.reject(new AccountRefused('notFound', 'There is no dana@clinic.example.')))).rejects.toThrow('There is no');
    await expect(traced('work', {}, () => Promise.reject(new TypeError('dana@clinic.example')))).rejects.toThrow('dana');
    const [refused, failed] = exporter.getFinishedSpans();
    expect(refused?.attributes).toEqual({ 'vestibule.outcome': 'account.notFound' });
    expect(failed?.status).toMatchObject({ message: 'TypeError' });
    for (const { attributes, status, events } of exporter.getFinishedSpans()) expect(JSON.stringify([attributes, status, events])).not.toContain('dana');
  });
});

describe('contextFrom', () => {
  it('takes a trace that is well-formed, and begins one of its own else', () => {
    expect(trace.getSpanContext(contextFrom(parent))).toMatchObject({ traceId: '0af7651916cd43dd8448eb211c80319c', traceFlags: 1 });
    for (const broken of ['', 'x', `${parent}-1`, parent.replace('00-', 'ff-'), `00-${'0'.repeat(32)}-b7ad6b7169203331-01`, parent.toUpperCase()]) {
      expect(trace.getSpanContext(contextFrom(broken))).toBeUndefined();
    }
  });
});
