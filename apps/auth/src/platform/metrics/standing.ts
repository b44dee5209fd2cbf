import { Inject, Injectable, Optional } from '@nestjs/common';
import { JobQueue } from '../jobs/job-queue.js';
import { Limits } from '../limits/limits.js';
import { ReadinessRegistry } from '../observability/readiness.js';
import { PasswordHasher } from '../passwords/password-hasher.js';
import { ProjectionRunner } from '../projections/projection-runner.js';
import { ReactionRunner } from '../reactions/reaction-runner.js';
import { Metrics } from './metrics.js';

/** No scrape waits longer for a part that is away; what it would have said is then left out. */
const WAIT_MILLISECONDS = 2_000;

/** How things stand at the moment of a scrape: nothing is kept up to date in between. */
@Injectable()
export class Standing {
  private readonly checks;
  private readonly lag;
  private readonly stopped;
  private readonly built;
  private readonly unfinished;
  private readonly skipped;
  private readonly queued;
  private readonly hashing;
  private readonly sharedLimits;

  constructor(
    private readonly metrics: Metrics,
    private readonly readiness: ReadinessRegistry,
    private readonly hasher: PasswordHasher,
    private readonly limits: Limits,
    // A worker alone has no views, an instance that only serves has no reactions and jobs.
    @Optional() @Inject(ProjectionRunner) private readonly projections?: ProjectionRunner,
    @Optional() @Inject(ReactionRunner) private readonly reactions?: ReactionRunner,
    @Optional() @Inject(JobQueue) private readonly queue?: JobQueue,
  ) {
    this.checks = metrics.gauge('ready', '1 when the part works: eventStore the connection to the log, views, reactions.', 'check');
    this.lag = metrics.gauge('projection_lag_seconds', 'How old the picture is that a view gives.', 'projection');
    this.stopped = metrics.gauge('projection_stopped', '1 when a view met an event that it cannot apply and stands still.', 'projection');
    this.built = metrics.gauge('views_built_ratio', 'How much of the log is in the views on their first way to its end since the start; 1 from then on.');
    this.unfinished = metrics.gauge('reaction_unfinished_events', 'Events whose jobs are not done yet.', 'reaction');
    this.skipped = metrics.gauge('reaction_skipped_events', 'Events passed over since the start because they could not be understood.', 'reaction');
    this.queued = metrics.gauge('jobs', 'Jobs by where they are: waiting, running, given_up.', 'queue', 'state');
    this.hashing = metrics.gauge('hashing', 'Passwords being hashed (running) and waiting for it (waiting).', 'state');
    this.sharedLimits = metrics.gauge('limits_shared', '1 when the brakes count in Redis over all instances, 0 when in this process.');
  }

  /** Everything, in the text format of Prometheus. */
  async text(): Promise<string> {
    await Promise.all([this.lookAtChecks(), this.lookAtJobs()]);
    this.lookAtViewsAndReactions();
    const { running, waiting } = this.hasher.load;
    this.hashing.set({ state: 'running' }, running);
    this.hashing.set({ state: 'waiting' }, waiting);
    this.sharedLimits.set(this.limits.isShared ? 1 : 0);
    return this.metrics.registry.metrics();
  }

  private async lookAtChecks(): Promise<void> {
    const { checks } = await this.readiness.check();
    for (const [check, result] of Object.entries(checks)) this.checks.set({ check }, result === 'ok' ? 1 : 0);
  }

  private async lookAtJobs(): Promise<void> {
    const late = new Promise<undefined>((resolve) => setTimeout(() => resolve(undefined), WAIT_MILLISECONDS).unref());
    const counts = await Promise.race([this.queue?.counts().catch(() => undefined), late]);
    this.queued.reset();
    for (const [queue, { waiting, running, givenUp }] of Object.entries(counts ?? {})) {
      this.queued.set({ queue, state: 'waiting' }, waiting);
      this.queued.set({ queue, state: 'running' }, running);
      this.queued.set({ queue, state: 'given_up' }, givenUp);
    }
  }

  private lookAtViewsAndReactions(): void {
    if (this.projections !== undefined) this.built.set(this.projections.building()?.share ?? 1);
    for (const { name, lagSeconds, state } of this.projections?.status() ?? []) {
      const projection = name.replace(/\.v\d+$/, '');
      if (lagSeconds !== null) this.lag.set({ projection }, lagSeconds);
      this.stopped.set({ projection }, state === 'stopped' ? 1 : 0);
    }
    for (const { name: reaction, unfinishedEvents, skippedEvents } of this.reactions?.status() ?? []) {
      this.unfinished.set({ reaction }, unfinishedEvents);
      this.skipped.set({ reaction }, skippedEvents);
    }
  }
}
