import { once } from 'node:events';
import type { BeforeApplicationShutdown, OnApplicationBootstrap } from '@nestjs/common';
import type { EventStore } from '#event-store/event-store.js';
import type { JobQueue } from '../jobs/job-queue.js';
import { type Lease, OnlyInstance } from './lease.js';
import type { Reaction } from './reaction.js';
import { ReactionLoop, type ReactionOptions, type ReactionStatus } from './reaction-loop.js';

const DEFAULTS: ReactionOptions = {
  saveEveryMilliseconds: 1_000,
  maxUnfinishedEvents: 10_000,
  firstDelayMilliseconds: 250,
  maxDelayMilliseconds: 15_000,
};

/**
 * Follows the log for every reaction, each with a subscription and a checkpoint of its own, so that one that is new or
 * behind holds up no other. A checkpoint passes an event only when the queue no longer needs it: a crash loses no job, and
 * may bring some again. Of many instances the one with the lease does it.
 *
 * Workers must be registered at the queue before {@link ReactionRunner.start}. The store must stay open until
 * {@link ReactionRunner.stop} has resolved, which also stops the queue.
 */
export class ReactionRunner implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly end = new AbortController();
  private loops: readonly ReactionLoop[];
  private terms: Promise<void> | undefined;
  private stopping: Promise<void> | undefined;

  constructor(
    private readonly store: EventStore,
    private readonly queue: JobQueue,
    private readonly reactions: readonly Reaction[],
    private readonly options: Partial<ReactionOptions> = {},
    private readonly lease: Lease = new OnlyInstance(),
  ) {
    const names = reactions.map(({ name }) => name);
    if (new Set(names).size < names.length) throw new Error(`two reactions have the same name: ${names.join(', ')}`);
    this.loops = this.newLoops();
  }

  start(): void {
    this.terms ??= this.lease.hold((signal) => this.term(signal), this.end.signal);
  }

  /** First no more events, then the jobs under way, then the last checkpoints. */
  stop(): Promise<void> {
    this.stopping ??= this.drain();
    return this.stopping;
  }

  /** For health and metrics. */
  status(): readonly ReactionStatus[] {
    return this.loops.map((loop) => loop.status());
  }

  /**
   * For readiness. A queue or a mail server that is away is no reason to send requests elsewhere: what they ask for waits.
   *
   * @throws Error a subscription broke and is not back yet
   */
  check(): void {
    if (this.loops.some((loop) => loop.isCutOff)) throw new Error('a reaction does not hear of new events');
  }

  onApplicationBootstrap(): void {
    this.start();
  }

  beforeApplicationShutdown(): Promise<void> {
    return this.stop();
  }

  private async drain(): Promise<void> {
    this.end.abort();
    await this.terms;
    await this.queue.stop();
  }

  /** As long as the lease is here. The next term begins at the checkpoint, with what this one left unfinished. */
  private async term(signal: AbortSignal): Promise<void> {
    for (const loop of this.loops) loop.start();
    if (!signal.aborted) await once(signal, 'abort');
    await Promise.all(this.loops.map((loop) => loop.stopListening()));
    if (this.end.signal.aborted) await this.queue.stop();
    else this.queue.release();
    await Promise.all(this.loops.map((loop) => loop.finish()));
    if (!this.end.signal.aborted) this.loops = this.newLoops();
  }

  private newLoops(): readonly ReactionLoop[] {
    return this.reactions.map((reaction) => new ReactionLoop(reaction, this.store, this.queue, { ...DEFAULTS, ...this.options }));
  }
}
