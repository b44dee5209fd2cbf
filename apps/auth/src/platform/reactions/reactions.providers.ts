import type { InjectionToken, Provider } from '@nestjs/common';
import { EventStore } from '#event-store/event-store.js';
import { InProcessJobQueue } from '../jobs/in-process-job-queue.js';
import { JobQueue } from '../jobs/job-queue.js';
import { MeasuredJobQueue } from '../metrics/measured-job-queue.js';
import { Metrics } from '../metrics/metrics.js';
import { ReadinessRegistry } from '../observability/readiness.js';
import type { Reaction } from './reaction.js';
import { OnlyInstance } from './lease.js';
import { ReactionRunner } from './reaction-runner.js';
import { leaseTimes, StoreLease } from './store-lease.js';

export interface ReactionParts {
  /** Other instances may work on the same log: after what time without a sign of the one that works another does. */
  readonly leaseSeconds?: number | undefined;
  /** Left out: jobs are done in this process. */
  readonly queue?: JobQueue | undefined;
}

/**
 * `JobQueue` and `ReactionRunner`, which starts with the application and stops before its HTTP server does.
 *
 * @param reactions the tokens under which the capabilities provide their reactions
 */
export function reactionProviders(reactions: readonly InjectionToken[], { leaseSeconds, queue: given }: ReactionParts): Provider[] {
  return [
    { provide: JobQueue, inject: [Metrics], useFactory: (metrics: Metrics) => new MeasuredJobQueue(given ?? new InProcessJobQueue(), metrics) },
    {
      provide: ReactionRunner,
      inject: [EventStore, JobQueue, ReadinessRegistry, ...reactions],
      useFactory: (store: EventStore, queue: JobQueue, readiness: ReadinessRegistry, ...reactionsGiven: readonly Reaction[]) => {
        const lease = leaseSeconds === undefined ? new OnlyInstance() : new StoreLease(store, 'reactions', leaseTimes(leaseSeconds));
        const runner = new ReactionRunner(store, queue, reactionsGiven, {}, lease);
        readiness.register('reactions', () => runner.check());
        return runner;
      },
    },
  ];
}
