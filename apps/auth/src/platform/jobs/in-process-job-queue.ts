import { type GivenUpJob, type Job, type JobCounts, JobQueue, JobQueueStoppedError, type JobWorker } from './job-queue.js';
import { Lane } from './lane.js';

export interface InProcessJobQueueOptions {
  /** How long a running job may go on after {@link InProcessJobQueue.stop}. Default 10 s. */
  readonly graceMilliseconds?: number;
  /** Called for each job that is given up: the place for an alarm. */
  readonly onGivenUp?: (given: GivenUpJob) => void;
}

const KEPT_GIVEN_UP = 100;

/**
 * The queue of a service that runs alone: nothing is kept, and `add` resolves when the job is done. So the checkpoint of the
 * subscription stays behind what is unfinished, and after a crash the events bring their jobs again.
 */
export class InProcessJobQueue extends JobQueue {
  private readonly lanes = new Map<string, Lane>();
  private readonly given: GivenUpJob[] = [];
  private readonly end = new AbortController();
  private stopping: Promise<void> | undefined;

  constructor(private readonly options: InProcessJobQueueOptions = {}) {
    super();
  }

  override register(name: string, worker: JobWorker): void {
    if (this.lanes.has(name)) throw new Error(`jobs named ${name} have a worker already`);
    this.lanes.set(name, new Lane(worker, this.end.signal, (given) => this.note(given)));
  }

  override async add(job: Job): Promise<void> {
    if (this.stopping !== undefined) throw new JobQueueStoppedError();
    const lane = this.lanes.get(job.name);
    if (lane === undefined) throw new Error(`no worker for jobs named ${job.name}`);
    await lane.add(job);
  }

  override async counts(): Promise<Readonly<Record<string, JobCounts>>> {
    return Object.fromEntries([...this.lanes].map(([name, lane]) => [name, lane.counts()]));
  }

  override async givenUp(): Promise<readonly GivenUpJob[]> {
    return this.given;
  }

  override release(): void {
    for (const lane of this.lanes.values()) lane.release();
  }

  override stop(): Promise<void> {
    this.stopping ??= this.drain();
    return this.stopping;
  }

  private async drain(): Promise<void> {
    const running = Promise.all([...this.lanes.values()].map((lane) => lane.stop()));
    const grace = setTimeout(() => this.end.abort(new JobQueueStoppedError()), this.options.graceMilliseconds ?? 10_000);
    const aborted = new Promise((resolve) => this.end.signal.addEventListener('abort', resolve, { once: true }));
    await Promise.race([running, aborted]);
    // A worker that heeds the signal ends within a turn or two; one that does not must not keep the process.
    await Promise.race([running, new Promise((resolve) => setTimeout(resolve, 250).unref())]);
    clearTimeout(grace);
  }

  private note(given: GivenUpJob): void {
    this.given.unshift(given);
    this.given.length = Math.min(this.given.length, KEPT_GIVEN_UP);
    this.options.onGivenUp?.(given);
  }
}
