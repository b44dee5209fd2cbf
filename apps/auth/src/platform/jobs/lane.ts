import { backOffMilliseconds } from './back-off.js';
import { GiveUpError, type GivenUpJob, type Job, type JobCounts, JobQueueStoppedError, type JobWorker } from './job-queue.js';

interface Entry {
  readonly job: Job;
  readonly settled: PromiseWithResolvers<void>;
  attempts: number;
  /** Attempts and calls of `givenUp` that failed. */
  failures: number;
  /** Set when no attempt is left and only the worker's `givenUp` is still to be called. */
  lastError: { readonly error: unknown } | undefined;
  /** Somebody else tries it from now on. */
  released: boolean;
}

/** The jobs of one name: a waiting line, a bounded number at work, and those that wait for their next attempt. */
export class Lane {
  private readonly entries = new Map<string, Entry>();
  private readonly waiting: Entry[] = [];
  private readonly timers = new Map<Entry, NodeJS.Timeout>();
  private readonly running = new Set<Promise<void>>();
  private givenUpCount = 0;
  private stopped = false;

  constructor(
    private readonly worker: JobWorker,
    private readonly signal: AbortSignal,
    private readonly onGivenUp: (given: GivenUpJob) => void,
  ) {}

  add(job: Job): Promise<void> {
    if (this.stopped) return Promise.reject(new JobQueueStoppedError());
    const known = this.entries.get(job.id);
    if (known !== undefined) return known.settled.promise;
    const entry: Entry = { job, settled: Promise.withResolvers<void>(), attempts: 0, failures: 0, lastError: undefined, released: false };
    this.entries.set(job.id, entry);
    this.waiting.push(entry);
    this.next();
    return entry.settled.promise;
  }

  counts(): JobCounts {
    return {
      waiting: this.entries.size - this.running.size,
      running: this.running.size,
      givenUp: this.givenUpCount,
    };
  }

  /** Lets go of everything that is not running; the promise settles when what runs has ended. */
  stop(): Promise<unknown> {
    this.stopped = true;
    this.release();
    return Promise.all(this.running);
  }

  /** Lets go of everything that is not running; what runs and fails is not tried again. */
  release(): void {
    const left = [...this.waiting, ...this.timers.keys()];
    for (const timer of this.timers.values()) clearTimeout(timer);
    this.timers.clear();
    this.waiting.length = 0;
    for (const entry of left) this.abandon(entry);
    for (const entry of this.entries.values()) entry.released = true;
  }

  private next(): void {
    while (this.running.size < this.worker.concurrency) {
      const entry = this.waiting.shift();
      if (entry === undefined) return;
      const run = this.attempt(entry).then(() => {
        this.running.delete(run);
        this.next();
      });
      this.running.add(run);
    }
  }

  /** Never rejects. */
  private async attempt(entry: Entry): Promise<void> {
    try {
      if (entry.lastError === undefined) await this.work(entry);
      if (entry.lastError !== undefined) await this.giveUp(entry, entry.lastError.error);
      this.entries.delete(entry.job.id);
      entry.settled.resolve();
    } catch {
      entry.failures += 1;
      if (this.stopped || entry.released) this.abandon(entry);
      else this.later(entry);
    }
  }

  private async work(entry: Entry): Promise<void> {
    entry.attempts += 1;
    try {
      await this.worker.handle(entry.job, { number: entry.attempts, signal: this.signal });
    } catch (error) {
      const isLast = error instanceof GiveUpError || entry.attempts >= this.worker.retry.attempts;
      // What the end of the queue interrupted has not failed.
      if (this.stopped || entry.released || !isLast) throw error;
      entry.lastError = { error };
    }
  }

  private async giveUp({ job, attempts }: Entry, error: unknown): Promise<void> {
    await this.worker.givenUp?.(job, error, attempts);
    this.givenUpCount += 1;
    const cause = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
    this.onGivenUp({ job, attempts, at: new Date().toISOString(), cause });
  }

  private later(entry: Entry): void {
    const timer = setTimeout(() => {
      this.timers.delete(entry);
      this.waiting.push(entry);
      this.next();
    }, backOffMilliseconds(this.worker.retry, entry.failures));
    this.timers.set(entry, timer);
  }

  private abandon(entry: Entry): void {
    this.entries.delete(entry.job.id);
    entry.settled.reject(new JobQueueStoppedError());
  }
}
