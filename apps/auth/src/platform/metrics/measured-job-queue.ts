import { GiveUpError, type GivenUpJob, type Job, type JobAttempt, type JobCounts, JobQueue, type JobWorker } from '../jobs/job-queue.js';
import type { Metrics } from './metrics.js';

/** Counts what became of each attempt, over either queue. */
export class MeasuredJobQueue extends JobQueue {
  constructor(
    private readonly queue: JobQueue,
    private readonly metrics: Metrics,
  ) {
    super();
  }

  override register(name: string, worker: JobWorker): void {
    const count = (outcome: 'done' | 'failed' | 'given_up'): void => this.metrics.jobs.inc({ queue: name, outcome });
    const handle = async (job: Job, attempt: JobAttempt): Promise<void> => {
      try {
        await worker.handle(job, attempt);
        count('done');
      } catch (error) {
        if (!(error instanceof GiveUpError)) count('failed');
        throw error;
      }
    };
    const givenUp = async (job: Job, cause: unknown, attempts: number): Promise<void> => {
      await worker.givenUp?.(job, cause, attempts);
      count('given_up');
    };
    this.queue.register(name, { ...worker, handle, givenUp });
  }

  override add(job: Job): Promise<void> {
    return this.queue.add(job);
  }

  override counts(): Promise<Readonly<Record<string, JobCounts>>> {
    return this.queue.counts();
  }

  override givenUp(): Promise<readonly GivenUpJob[]> {
    return this.queue.givenUp();
  }

  override release(): void {
    this.queue.release();
  }

  override stop(): Promise<void> {
    return this.queue.stop();
  }
}
