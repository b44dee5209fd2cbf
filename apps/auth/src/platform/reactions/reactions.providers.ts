import type { InjectionToken, Provider } from '@nestjs/common';
import { EventStore } from '#event-store/event-store.js';
import { InProcessJobQueue } from '../jobs/in-process-job-queue.js';
import { JobQueue } from '../jobs/job-queue.js';
import { ReadinessRegistry } from '../observability/readiness.js';
import type { Reaction } from './reaction.js';
import { OnlyInstance } from './lease.js';
import { ReactionRunner } from './reaction-runner.js';
import { StoreLease } from './store-lease.js';

/**
 * `JobQueue` and `ReactionRunner`, which starts with the application and stops before its HTTP server does.
 *
 * @param shared other instances may work on the same log
 * @param reactions the tokens under which the capabilities provide their reactions
 */
export function reactionProviders(reactions: readonly InjectionToken[], { shared }: { readonly shared: boolean }): Provider[] {
  return [
    { provide: JobQueue, useFactory: () => new InProcessJobQueue() },
    {
      provide: ReactionRunner,
      inject: [EventStore, JobQueue, ReadinessRegistry, ...reactions],
      useFactory: (store: EventStore, queue: JobQueue, readiness: ReadinessRegistry, ...given: readonly Reaction[]) => {
        const runner = new ReactionRunner(store, queue, given, {}, shared ? new StoreLease(store, 'reactions') : new OnlyInstance());
        readiness.register('reactions', () => runner.check());
        return runner;
      },
    },
  ];
}
