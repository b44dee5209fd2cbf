import type { EventStore, Position } from '#event-store/event-store.js';
import type { Projection } from './projection.js';

/** How a part of the views is built beside the others, when all of them are built from nothing and there is much to read. */
export interface OtherHalf {
  readonly names: readonly Projection['name'][];
  /** With fewer events in the log it is not worth it; 10,000 at most. */
  readonly leastEvents: number;
  /** @throws anything: then they are built with the others */
  readonly build: (task: HalfTask, signal: AbortSignal) => Promise<void>;
}

/** What there is to build: {@link ProjectionRunner.buildUntil} does it. */
export interface HalfTask {
  /** A new file of views; it is closed when the task is done. */
  readonly file: string;
  readonly names: readonly Projection['name'][];
  /** The last event that goes into it. */
  readonly until: Position;
}

/** The newest event, if so many are there. @throws EventStoreUnavailableError */
export async function endOfLongLog(store: EventStore, leastEvents: number): Promise<Position | undefined> {
  const [newest] = await store.readAll({ direction: 'backwards', limit: 1 });
  const first = await store.readAll({ limit: leastEvents });
  return first.length < leastEvents ? undefined : newest?.position;
}
