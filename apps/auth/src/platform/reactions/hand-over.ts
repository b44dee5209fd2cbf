import { type Job, type JobQueue, JobQueueStoppedError } from '../jobs/job-queue.js';

/** Gives jobs to the queue, again and again while that is away. */
export class HandOver {
  private heldUp = 0;

  constructor(
    private readonly queue: JobQueue,
    private readonly signal: AbortSignal,
    private readonly waitAfter: (error: unknown, failures: number) => Promise<void>,
  ) {}

  /** There are jobs that the queue does not take at the moment. */
  get isHeldUp(): boolean {
    return this.heldUp > 0;
  }

  /** Never rejects. A job that is not taken is never `finished`, so the checkpoint stays behind its event. */
  async give(job: Job, finished: () => void): Promise<void> {
    for (let failures = 1; !this.signal.aborted; failures += 1) {
      try {
        await this.queue.add(job);
        return finished();
      } catch (error) {
        if (error instanceof JobQueueStoppedError) return;
        this.heldUp += 1;
        await this.waitAfter(error, failures);
        this.heldUp -= 1;
      }
    }
  }
}
