import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client';

/**
 * What this process has counted and timed since its start, for Prometheus. Labels come from closed sets (kinds of events, methods,
 * status codes, names of views and queues): nothing here says who somebody is, and nobody outside can add a series.
 */
export class Metrics {
  readonly registry = new Registry();
  private readonly registers = [this.registry];

  readonly events = new Counter({
    name: 'vestibule_events_total',
    help: 'Events appended by this process, by type; each was durable before it was counted.',
    labelNames: ['type'] as const,
    registers: this.registers,
  });
  readonly signIns = new Counter({
    name: 'vestibule_sign_ins_total',
    help: 'Sessions started (signed_in) and first or second factors looked at and refused (refused), by method, counted from events.',
    labelNames: ['outcome', 'method'] as const,
    registers: this.registers,
  });
  readonly appendSeconds = new Histogram({
    name: 'vestibule_append_duration_seconds',
    help: 'From the call to the durable append, successful ones.',
    buckets: [0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5],
    registers: this.registers,
  });
  readonly appendFailures = new Counter({
    name: 'vestibule_append_failures_total',
    help: 'Appends that did not happen: another one was there first (conflict), the store was away or could not write (unavailable), anything else (other).',
    labelNames: ['reason'] as const,
    registers: this.registers,
  });
  readonly requests = new Histogram({
    name: 'vestibule_http_request_duration_seconds',
    help: 'Requests answered, by status code.',
    labelNames: ['status'] as const,
    buckets: [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5],
    registers: this.registers,
  });
  readonly hashingWait = new Histogram({
    name: 'vestibule_hashing_wait_seconds',
    help: 'How long passwords waited for their turn to be hashed.',
    buckets: [0.001, 0.01, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10],
    registers: this.registers,
  });
  readonly hashingRefused = new Counter({
    name: 'vestibule_hashing_refused_total',
    help: 'Passwords not hashed because too many were waiting; answered with 503.',
    registers: this.registers,
  });
  readonly jobs = new Counter({
    name: 'vestibule_jobs_total',
    help: 'Attempts at jobs by this process: done, failed (tried again later) and given_up.',
    labelNames: ['queue', 'outcome'] as const,
    registers: this.registers,
  });
  readonly alarms = new Counter({
    name: 'vestibule_alarms_total',
    help: 'Lines of the log that somebody has to look at, by their field alarm.',
    labelNames: ['alarm'] as const,
    registers: this.registers,
  });

  /** A value that is looked at when it is asked for. */
  gauge<Label extends string = never>(name: string, help: string, ...labelNames: readonly Label[]): Gauge<Label> {
    return new Gauge({ name: `vestibule_${name}`, help, labelNames, registers: this.registers });
  }

  /** Also memory, processor time, open files, garbage collection and event-loop delay of this process. Once, in the service. */
  watchProcess(): void {
    collectDefaultMetrics({ register: this.registry });
  }
}
