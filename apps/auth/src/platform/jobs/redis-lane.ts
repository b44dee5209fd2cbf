import { Queue, QueueEvents, UnrecoverableError, Worker, type Job as BullJob } from 'bullmq';
import type { Redis } from 'ioredis';
import { backOffMilliseconds } from './back-off.js';
import { GiveUpError, type GivenUpJob, type Job, type JobCounts, type JobData, JobQueueStoppedError, type JobWorker } from './job-queue.js';

/** What lies in Redis of a job: ids, and why it is being given up while that could not be said yet. */
interface Kept {
  readonly ids: JobData;
  readonly givingUp?: { readonly cause: string; readonly attempts: number };
}

export interface RedisLaneParts {
  readonly prefix: string;
  /** For commands that somebody waits for. */
  readonly commands: Redis;
  /** Patient, for waiting. */
  readonly waiting: Redis;
  readonly signal: AbortSignal;
}

const KEPT_DONE = { age: 3_600, count: 10_000 };
/** Until its worker's `givenUp` has worked, however often that takes. */
const WITHOUT_END = 1_000_000;

/** The jobs of one name, in Redis. */
export class RedisLane {
  private readonly queue: Queue<Kept>;
  private readonly events: QueueEvents;
  private readonly bull: Worker<Kept>;
  /** Added here and not known to be done. */
  private readonly pending = new Map<string, { readonly job: Job; readonly settled: PromiseWithResolvers<void> }>();
  private stopped = false;
  private isComparing = false;
  private running = 0;

  constructor(
    name: string,
    private readonly worker: JobWorker,
    private readonly parts: RedisLaneParts,
  ) {
    const { prefix, commands, waiting } = parts;
    this.queue = new Queue(name, { connection: commands, prefix });
    this.events = new QueueEvents(name, { connection: waiting, prefix });
    this.bull = new Worker<Kept>(name, (job) => this.counted(job), {
      connection: waiting,
      prefix,
      concurrency: worker.concurrency,
      // One that stands still belongs to a process that ended; its next attempt finds out whether it was done.
      maxStalledCount: WITHOUT_END,
      lockDuration: 15_000,
      stalledInterval: 5_000,
      settings: { backoffStrategy: (attempt) => backOffMilliseconds(worker.retry, attempt) },
    });
    // Without a listener an error would end the process. What it means is seen where a command fails.
    this.queue.on('error', () => {});
    this.events.on('error', () => {});
    this.bull.on('error', () => {});
    this.events.on('completed', ({ jobId }) => this.finish(jobId));
    this.events.on('failed', ({ jobId }) => this.finish(jobId));
  }

  async add(job: Job): Promise<void> {
    if (this.stopped) throw new JobQueueStoppedError();
    const known = this.pending.get(job.id);
    if (known !== undefined) return known.settled.promise;
    const settled = Promise.withResolvers<void>();
    this.pending.set(job.id, { job, settled });
    try {
      await this.put(job);
    } catch (error) {
      this.pending.delete(job.id);
      settled.promise.catch(() => {});
      settled.reject(error);
    }
    return settled.promise;
  }

  /** What Redis has lost is put there again; what ended unheard is noticed. */
  async compare(): Promise<void> {
    if (this.isComparing) return;
    this.isComparing = true;
    try {
      for (const { job } of this.pending.values()) await this.put(job);
    } finally {
      this.isComparing = false;
    }
  }

  async counts(): Promise<JobCounts> {
    const { active = 0, failed = 0, ...others } = await this.queue.getJobCounts('active', 'failed', 'waiting', 'delayed', 'prioritized');
    return { running: active, givenUp: failed, waiting: Object.values(others).reduce((sum, count) => sum + count, 0) };
  }

  async givenUp(most: number): Promise<readonly GivenUpJob[]> {
    const failed = (await this.queue.getFailed(0, most - 1)) as BullJob<Kept>[];
    return failed.map((bull) => ({
      job: jobOf(bull),
      attempts: bull.attemptsMade,
      at: new Date(bull.finishedOn ?? bull.timestamp).toISOString(),
      cause: bull.failedReason,
    }));
  }

  release(): void {
    for (const { settled } of this.pending.values()) {
      settled.promise.catch(() => {});
      settled.reject(new JobQueueStoppedError());
    }
    this.pending.clear();
  }

  /** Takes nothing more; resolves when what runs has ended. */
  async stop(): Promise<void> {
    this.stopped = true;
    await this.bull.close();
    this.release();
    await Promise.all([this.events.close(), this.queue.close()]);
  }

  private async put({ id, name, data }: Job): Promise<void> {
    const { attempts } = this.worker.retry;
    const options = { jobId: id, attempts: attempts + WITHOUT_END, backoff: { type: 'custom' }, removeOnComplete: KEPT_DONE, removeOnFail: false, stackTraceLimit: 0 };
    await this.queue.add(name, { ids: data }, options);
    const state = await this.queue.getJobState(id);
    if (state === 'completed' || state === 'failed') this.finish(id);
  }

  private finish(id: string): void {
    this.pending.get(id)?.settled.resolve();
    this.pending.delete(id);
  }

  /** Nothing runs here. */
  get isIdle(): boolean {
    return this.running === 0;
  }

  private async counted(bull: BullJob<Kept>): Promise<void> {
    this.running += 1;
    await this.work(bull).finally(() => (this.running -= 1));
  }

  private async work(bull: BullJob<Kept>): Promise<void> {
    const job = jobOf(bull);
    const number = bull.attemptsMade + 1;
    const { givingUp } = bull.data;
    if (givingUp !== undefined) return this.giveUp(bull, job, givingUp, new Error(givingUp.cause));
    try {
      await this.worker.handle(job, { number, signal: this.parts.signal });
    } catch (error) {
      const cause = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
      const isLast = error instanceof GiveUpError || number >= this.worker.retry.attempts;
      // What the end of the queue interrupted has not failed.
      if (this.parts.signal.aborted || !isLast) throw new Error(cause, { cause: error });
      await this.giveUp(bull, job, { cause, attempts: number }, error);
    }
  }

  private async giveUp(bull: BullJob<Kept>, job: Job, givingUp: NonNullable<Kept['givingUp']>, error: unknown): Promise<void> {
    try {
      await this.worker.givenUp?.(job, error, givingUp.attempts);
    } catch (failure) {
      await bull.updateData({ ...bull.data, givingUp });
      throw failure;
    }
    throw new UnrecoverableError(givingUp.cause);
  }
}

const jobOf = ({ id = '', name, data }: BullJob<Kept>): Job => ({ id, name, data: data.ids });
