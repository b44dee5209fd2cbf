import { Redis } from 'ioredis';
import { type GivenUpJob, type Job, type JobCounts, JobQueue, JobQueueStoppedError, type JobWorker } from './job-queue.js';
import { RedisLane } from './redis-lane.js';

export interface RedisJobQueueOptions {
  /** How long a running job may go on after {@link RedisJobQueue.stop}. Default 10 s. */
  readonly graceMilliseconds?: number;
  /** How often what is not done is compared with what Redis has. Default 5 s. */
  readonly compareEveryMilliseconds?: number;
  /** Before all keys. */
  readonly prefix?: string;
}

const KEPT_GIVEN_UP = 100;

/**
 * Jobs in Redis, by BullMQ, worked on by all instances. Redis may lose them: `add` resolves when a job is done or given up, not
 * when Redis has it, and what is not done is put there again. So the checkpoint stays behind it, and no job is lost with Redis.
 */
export class RedisJobQueue extends JobQueue {
  private readonly commands: Redis;
  private readonly waiting: Redis;
  private readonly lanes = new Map<string, RedisLane>();
  private readonly end = new AbortController();
  private readonly comparing: NodeJS.Timeout;
  private stopping: Promise<void> | undefined;

  constructor(
    url: string,
    private readonly options: RedisJobQueueOptions = {},
  ) {
    super();
    this.commands = new Redis(url, { enableOfflineQueue: false, maxRetriesPerRequest: 0, commandTimeout: 5_000 });
    this.waiting = new Redis(url, { maxRetriesPerRequest: null });
    for (const client of [this.commands, this.waiting]) client.on('error', () => {});
    this.comparing = setInterval(() => this.compare(), options.compareEveryMilliseconds ?? 5_000);
  }

  override register(name: string, worker: JobWorker): void {
    if (this.lanes.has(name)) throw new Error(`jobs named ${name} have a worker already`);
    const { commands, waiting } = this;
    this.lanes.set(name, new RedisLane(name, worker, { prefix: this.options.prefix ?? 'vestibule:jobs', commands, waiting, signal: this.end.signal }));
  }

  override async add(job: Job): Promise<void> {
    if (this.stopping !== undefined) throw new JobQueueStoppedError();
    const lane = this.lanes.get(job.name);
    if (lane === undefined) throw new Error(`no worker for jobs named ${job.name}`);
    await lane.add(job);
  }

  override async counts(): Promise<Readonly<Record<string, JobCounts>>> {
    return Object.fromEntries(await Promise.all([...this.lanes].map(async ([name, lane]) => [name, await lane.counts()] as const)));
  }

  override async givenUp(): Promise<readonly GivenUpJob[]> {
    const all = await Promise.all([...this.lanes.values()].map((lane) => lane.givenUp(KEPT_GIVEN_UP)));
    return all.flat().toSorted((one, other) => (one.at < other.at ? 1 : -1)).slice(0, KEPT_GIVEN_UP);
  }

  override release(): void {
    for (const lane of this.lanes.values()) lane.release();
  }

  override stop(): Promise<void> {
    this.stopping ??= this.drain();
    return this.stopping;
  }

  private async drain(): Promise<void> {
    clearInterval(this.comparing);
    const lanes = [...this.lanes.values()];
    const ended = Promise.allSettled(lanes.map((lane) => lane.stop()));
    const grace = setTimeout(() => this.end.abort(new JobQueueStoppedError()), this.options.graceMilliseconds ?? 10_000);
    const aborted = new Promise((resolve) => this.end.signal.addEventListener('abort', resolve, { once: true }));
    // BullMQ says good-bye to Redis; when that is away and nothing runs, there is nothing to wait for.
    const away = new Promise<void>((resolve) => {
      const look = setInterval(() => {
        if (this.commands.status !== 'ready' && lanes.every(({ isIdle }) => isIdle)) resolve();
      }, 100);
      void Promise.race([ended, aborted]).finally(() => clearInterval(look));
    });
    await Promise.race([ended, aborted, away]);
    // A worker that heeds the signal ends soon; neither one that does not nor a Redis that is away may keep the process.
    await Promise.race([ended, new Promise((resolve) => setTimeout(resolve, 500))]);
    clearTimeout(grace);
    this.end.abort(new JobQueueStoppedError());
    this.release();
    for (const client of [this.commands, this.waiting]) client.disconnect();
  }

  private compare(): void {
    // One that is away is compared with next time.
    for (const lane of this.lanes.values()) void lane.compare().catch(() => {});
  }
}
