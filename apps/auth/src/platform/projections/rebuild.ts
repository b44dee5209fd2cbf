import { setImmediate } from 'node:timers/promises';
import type { EventStore } from '#event-store/event-store.js';
import type { Lane } from './lane.js';

export interface RebuildProgress {
  /** Events read so far. How many there are in all, the log does not say. */
  readonly events: number;
  readonly seconds: number;
  readonly eventsPerSecond: number;
  /** When the newest event read was recorded, and the newest of the log at the start: how far it has come. */
  readonly reached: string | null;
  readonly end: string | null;
}

/** Reads the whole log into the lane's views. @throws EventStoreUnavailableError */
export async function rebuild(lane: Lane, store: EventStore, onProgress: (progress: RebuildProgress) => void): Promise<RebuildProgress> {
  const [newest] = await store.readAll({ direction: 'backwards', limit: 1 });
  const began = performance.now();
  let events = 0;
  const progress = (): RebuildProgress => {
    const seconds = (performance.now() - began) / 1_000;
    return { events, seconds, eventsPerSecond: Math.round(events / seconds), reached: lane.reached, end: newest?.createdAt ?? null };
  };
  while (lane.atWork.length > 0) {
    const read = await lane.readPage();
    if (read === 0) break;
    events += read;
    onProgress(progress());
    // So that a signal to end is heard.
    await setImmediate();
  }
  lane.becomeLive();
  return progress();
}
