import { setMaxListeners } from 'node:events';
import { setTimeout as delay } from 'node:timers/promises';
import { Logger } from '@nestjs/common';
import type { EventStore, RecordedEvent, SubscriptionMessage } from '#event-store/event-store.js';
import { backOffMilliseconds } from '../jobs/back-off.js';
import type { Job, JobQueue } from '../jobs/job-queue.js';
import { traced, traceField, traceparentOf } from '../tracing/traced.js';
import { Checkpoint } from './checkpoint.js';
import { HandOver } from './hand-over.js';
import { Progress } from './progress.js';
import type { Reaction } from './reaction.js';
import { recordSkipped } from './skipped.js';

export interface ReactionOptions {
  /** The checkpoint is written at most this often. */
  readonly saveEveryMilliseconds: number;
  /** Events with unfinished jobs at a time; more wait in the log. */
  readonly maxUnfinishedEvents: number;
  /** Between two attempts to reach the store or the queue. */
  readonly firstDelayMilliseconds: number;
  readonly maxDelayMilliseconds: number;
}

/** `broken`: the subscription or the queue is away and will be tried again. */
export type ReactionState = 'starting' | 'catchingUp' | 'live' | 'broken' | 'stopped';

export interface ReactionStatus {
  readonly name: string;
  readonly state: ReactionState;
  readonly unfinishedEvents: number;
  /** Everything up to here is done. */
  readonly position: string | null;
  /** Events passed over since the start because they could not be understood; each is recorded in `skipped-<name>`. */
  readonly skippedEvents: number;
  readonly lastError: string | null;
}

/** One reaction: its subscription, its jobs and its checkpoint. */
export class ReactionLoop {
  private readonly logger = new Logger('Reactions');
  private readonly checkpoint: Checkpoint;
  private readonly handOver: HandOver;
  private readonly end = new AbortController();
  private progress: Progress | undefined;
  private running: Promise<void> | undefined;
  private saving: Promise<void> = Promise.resolve();
  private timer: NodeJS.Timeout | undefined;
  private state: ReactionState = 'starting';
  private skippedEvents = 0;
  private lastError: string | null = null;

  constructor(
    private readonly reaction: Reaction,
    private readonly store: EventStore,
    queue: JobQueue,
    private readonly options: ReactionOptions,
  ) {
    this.checkpoint = new Checkpoint(store, reaction.name);
    this.handOver = new HandOver(queue, this.end.signal, (error, failures) => this.waitAfter(error, failures));
    // Every job that waits for the queue listens for the end.
    setMaxListeners(0, this.end.signal);
  }

  status(): ReactionStatus {
    return {
      name: this.reaction.name,
      state: this.handOver.isHeldUp && this.state !== 'stopped' ? 'broken' : this.state,
      unfinishedEvents: this.progress?.unfinishedEvents ?? 0,
      position: this.progress?.done ?? null,
      skippedEvents: this.skippedEvents,
      lastError: this.lastError,
    };
  }

  /** The subscription broke and is not back yet. The queue may be away without that. */
  get isCutOff(): boolean {
    return this.state === 'broken';
  }

  start(): void {
    this.running ??= this.follow();
    this.timer ??= setInterval(() => this.save(), this.options.saveEveryMilliseconds);
  }

  /** No more events; resolves when the subscription has ended. */
  async stopListening(): Promise<void> {
    this.end.abort();
    await this.running;
    this.state = 'stopped';
  }

  /** After the queue has stopped: the last checkpoint. */
  async finish(): Promise<void> {
    clearInterval(this.timer);
    this.save();
    await this.saving;
  }

  private async follow(): Promise<void> {
    for (let failures = 1; !this.end.signal.aborted; failures += 1) {
      try {
        this.progress ??= new Progress(await this.checkpoint.load());
        const { streamPrefixes } = this.reaction;
        const after = this.progress.seen ?? 'start';
        for await (const message of this.store.subscribe({ after, filter: { streamPrefixes }, signal: this.end.signal })) {
          failures = 0;
          await this.take(message, this.progress);
          if (this.end.signal.aborted) return;
        }
        if (!this.end.signal.aborted) throw new Error('the subscription ended');
      } catch (error) {
        this.state = 'broken';
        await this.waitAfter(error, failures);
      }
    }
  }

  private async take(message: SubscriptionMessage, progress: Progress): Promise<void> {
    if (message.kind === 'caughtUp') {
      this.state = 'live';
      return;
    }
    if (this.state !== 'live') this.state = 'catchingUp';
    if (message.kind === 'checkpoint') return progress.begin(message.position);
    const jobs = await this.traceable(message.event, await this.jobsFor(message.event));
    if (jobs.length > 0) await progress.room(this.options.maxUnfinishedEvents, this.end.signal);
    if (this.end.signal.aborted) return;
    const { position } = message.event;
    progress.begin(position, jobs.length);
    for (const job of jobs) void this.handOver.give(job, () => progress.finishOne(position));
  }

  /** The jobs go on with the trace of the event, where there is one. */
  private async traceable(event: RecordedEvent, jobs: readonly Job[]): Promise<readonly Job[]> {
    const parent = traceparentOf(event.metadata);
    if (parent === undefined || jobs.length === 0) return jobs;
    const attributes = { 'vestibule.events': [event.type] };
    return traced(`react ${this.reaction.name}`, attributes, async () => jobs.map((job) => ({ ...job, data: { ...job.data, ...traceField() } })), { parent });
  }

  private async jobsFor(event: RecordedEvent): Promise<readonly Job[]> {
    try {
      return this.reaction.jobsFor(event);
    } catch (error) {
      // The one account stands back, the others are served on; but nobody is passed over unreported.
      await recordSkipped(this.store, this.reaction.name, event, error);
      this.skippedEvents += 1;
      const { stream, revision } = event;
      this.logger.error({ alarm: 'reactionSkipped', reaction: this.reaction.name, stream, revision, cause: nameOf(error), msg: 'an event was passed over' });
      return [];
    }
  }

  private async waitAfter(error: unknown, failures: number): Promise<void> {
    if (this.end.signal.aborted) return;
    this.lastError = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
    this.logger.error({ reaction: this.reaction.name, failures, cause: this.lastError, msg: 'interrupted, will try again' });
    const wait = backOffMilliseconds(this.options, Math.max(1, failures));
    await delay(wait, undefined, { signal: this.end.signal }).catch(() => {});
  }

  /** One write at a time; one that fails is made up for by the next. */
  private save(): void {
    this.saving = this.saving.then(async () => {
      try {
        await this.checkpoint.save(this.progress?.done);
      } catch (error) {
        this.logger.warn({ reaction: this.reaction.name, cause: nameOf(error), msg: 'the checkpoint could not be written' });
      }
    });
  }
}

const nameOf = (error: unknown): string => (error instanceof Error ? error.name : 'unknown error');
