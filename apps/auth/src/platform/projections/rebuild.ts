import type { EventStore } from '#event-store/event-store.js';

export interface RebuildProgress {
  /** Events read so far. How many there are in all, the log does not say. */
  readonly events: number;
  readonly seconds: number;
  readonly eventsPerSecond: number;
  /** When the newest event read was recorded, and the newest of the log at the start: how far it has come. */
  readonly reached: string | null;
  readonly end: string | null;
}

/**
 * Counts what is read while `build` goes on.
 *
 * @param build tells how many events it has read, and when the newest of them was recorded
 * @throws EventStoreUnavailableError
 */
export async function countingEvents(
  store: EventStore,
  onProgress: (progress: RebuildProgress) => void,
  build: (onRead: (events: number, reached: string | null) => void) => Promise<void>,
): Promise<RebuildProgress> {
  const [newest] = await store.readAll({ direction: 'backwards', limit: 1 });
  const began = performance.now();
  let [events, reached]: [number, string | null] = [0, null];
  const progress = (): RebuildProgress => {
    const seconds = (performance.now() - began) / 1_000;
    return { events, seconds, eventsPerSecond: Math.round(events / seconds), reached, end: newest?.createdAt ?? null };
  };
  await build((read, newestRead) => {
    events += read;
    reached = newestRead;
    onProgress(progress());
  });
  return progress();
}
