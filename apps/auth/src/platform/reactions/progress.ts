import type { Position } from '#event-store/event-store.js';

interface Unfinished {
  /** The last position before this event. */
  readonly before: Position | undefined;
  jobs: number;
}

/** How far a reaction has looked, and how far everything is done: the jobs finish in any order, the checkpoint moves in order. */
export class Progress {
  /** In the order of the log: the first one holds the checkpoint. */
  private readonly unfinished = new Map<Position, Unfinished>();
  private waiting: (() => void) | undefined;

  /** @param seen everything up to here was done before; `undefined` for nothing */
  constructor(private seenUpTo: Position | undefined) {}

  /** The last position handed over: a new subscription goes on after it. */
  get seen(): Position | undefined {
    return this.seenUpTo;
  }

  /** Everything up to here is done. */
  get done(): Position | undefined {
    const [oldest] = this.unfinished.values();
    return oldest === undefined ? this.seenUpTo : oldest.before;
  }

  get unfinishedEvents(): number {
    return this.unfinished.size;
  }

  /** An event with so many jobs, or, with none, a position up to which there was nothing to do. */
  begin(position: Position, jobs = 0): void {
    if (jobs > 0) this.unfinished.set(position, { before: this.seenUpTo, jobs });
    this.seenUpTo = position;
  }

  finishOne(position: Position): void {
    const event = this.unfinished.get(position);
    if (event === undefined) return;
    event.jobs -= 1;
    if (event.jobs > 0) return;
    this.unfinished.delete(position);
    this.waiting?.();
  }

  /** Resolves when fewer than `most` events are unfinished, or at once when `signal` aborts. */
  async room(most: number, signal: AbortSignal): Promise<void> {
    while (this.unfinished.size >= most && !signal.aborted) {
      const { promise, resolve } = Promise.withResolvers<void>();
      const wake = (): void => resolve();
      this.waiting = wake;
      signal.addEventListener('abort', wake, { once: true });
      await promise;
      signal.removeEventListener('abort', wake);
    }
  }
}
