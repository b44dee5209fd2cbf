import {
  type AppendResult,
  EventStore,
  EventStoreUnavailableError,
  type ExpectedRevision,
  type NewEvent,
  type ReadAllOptions,
  type ReadOptions,
  type RecordedEvent,
  type SubscribeOptions,
  type SubscriptionMessage,
  WrongExpectedVersionError,
} from '#event-store/event-store.js';
import { countEvent } from './count-events.js';
import type { Metrics } from './metrics.js';

/** Times appends and counts what was appended, so that figures about sign-ins are figures about facts. Reads go straight through. */
export class MeasuredEventStore extends EventStore {
  constructor(
    private readonly store: EventStore,
    private readonly metrics: Metrics,
  ) {
    super();
  }

  override async append(stream: string, events: readonly NewEvent[], expected: ExpectedRevision): Promise<AppendResult> {
    const began = performance.now();
    try {
      const result = await this.store.append(stream, events, expected);
      this.metrics.appendSeconds.observe((performance.now() - began) / 1_000);
      for (const event of events) countEvent(this.metrics, event);
      return result;
    } catch (error) {
      this.metrics.appendFailures.inc({ reason: reasonOf(error) });
      throw error;
    }
  }

  override read(stream: string, options?: ReadOptions): Promise<readonly RecordedEvent[] | undefined> {
    return this.store.read(stream, options);
  }

  override readAll(options?: ReadAllOptions): Promise<readonly RecordedEvent[]> {
    return this.store.readAll(options);
  }

  override subscribe(options?: SubscribeOptions): AsyncIterable<SubscriptionMessage> {
    return this.store.subscribe(options);
  }

  override setMaxCount(stream: string, maxCount: number): Promise<void> {
    return this.store.setMaxCount(stream, maxCount);
  }

  override delete(stream: string, expected: ExpectedRevision): Promise<void> {
    return this.store.delete(stream, expected);
  }

  override close(): Promise<void> {
    return this.store.close();
  }
}

function reasonOf(error: unknown): 'conflict' | 'unavailable' | 'other' {
  if (error instanceof WrongExpectedVersionError) return 'conflict';
  return error instanceof EventStoreUnavailableError ? 'unavailable' : 'other';
}
