/**
 * Work that follows from an event and may take its time: a mail, a call to another service.
 *
 * A job may run more than once (a crash between "done" and "noted"), so its worker looks first whether it was done.
 */
export abstract class JobQueue {
  /** Once per name, before the first job of that name is added. */
  abstract register(name: string, worker: JobWorker): void;

  /**
   * Resolves when the job no longer needs what it came from: it is done, it was given up, or the queue keeps it where a
   * crash does not reach it. An id that is waiting or running already is the same job: its promise is shared.
   *
   * @throws JobQueueStoppedError the queue stopped or let go before; the job must be added again
   */
  abstract add(job: Job): Promise<void>;

  /** How many jobs are waiting, running and given up since the start, by name. For health and metrics. */
  abstract counts(): Promise<Readonly<Record<string, JobCounts>>>;

  /** The newest jobs that were given up, newest first, a bounded number of them. */
  abstract givenUp(): Promise<readonly GivenUpJob[]>;

  /**
   * Lets go of everything that is not running, as {@link JobQueue.stop} does, and goes on taking jobs: what came from here is
   * now given to the queue by another instance.
   */
  abstract release(): void;

  /**
   * Takes no more jobs, lets the running ones finish within a grace period, then aborts their signal. What waited is
   * left for the next start. Calling it again returns the same promise.
   */
  abstract stop(): Promise<void>;
}

export interface Job {
  /** The event's id and what is to be done about it: `<event id>.<kind>`. No colon (BullMQ keeps that to itself). */
  readonly id: string;
  readonly name: string;
  /** Ids only: no secret and nothing that says who somebody is. Plain JSON. */
  readonly data: JobData;
}

export type JobData = Readonly<Record<string, string | number | boolean | null>>;

export interface JobWorker {
  /** Rejecting means "again later", with {@link GiveUpError} "never again". */
  readonly handle: (job: Job, attempt: JobAttempt) => Promise<void>;
  /** Called once when no attempt is left, with how many there were; when it rejects, it is called again later. */
  readonly givenUp?: (job: Job, cause: unknown, attempts: number) => Promise<void>;
  /** Jobs of this name at a time. */
  readonly concurrency: number;
  readonly retry: RetryPolicy;
}

export interface JobAttempt {
  /** 1 for the first. */
  readonly number: number;
  /** Aborted when the queue stops and the grace period is over. */
  readonly signal: AbortSignal;
}

/** The delay doubles from the first to the longest; a random half of it is taken off, so that retries do not march in step. */
export interface RetryPolicy {
  /** Attempts in all, 1 or more. */
  readonly attempts: number;
  readonly firstDelayMilliseconds: number;
  readonly maxDelayMilliseconds: number;
}

export interface JobCounts {
  readonly waiting: number;
  readonly running: number;
  readonly givenUp: number;
}

export interface GivenUpJob {
  readonly job: Job;
  readonly attempts: number;
  readonly at: string;
  /** The error's name and message. */
  readonly cause: string;
}

/** Thrown by a worker: another attempt would fail in the same way. */
export class GiveUpError extends Error {
  constructor(message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'GiveUpError';
  }
}

export class JobQueueStoppedError extends Error {
  constructor() {
    super('the job queue has stopped');
    this.name = 'JobQueueStoppedError';
  }
}
