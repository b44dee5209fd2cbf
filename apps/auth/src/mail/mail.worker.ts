import { setTimeout as delay } from 'node:timers/promises';
import { Logger, type OnApplicationShutdown } from '@nestjs/common';
import type { MailDropped, MailEvent, MailRefused } from '#domain/mail/events.js';
import type { EventStore } from '#event-store/event-store.js';
import type { Clock } from '../platform/clock.js';
import { backOffMilliseconds } from '../platform/jobs/back-off.js';
import { GiveUpError, type Job, type JobAttempt, type JobQueue, type RetryPolicy } from '../platform/jobs/job-queue.js';
import type { Derived } from '../platform/keys/derived.js';
import { traced, traceparentOf } from '../platform/tracing/traced.js';
import { accountIdOf, type Cause, readCause } from './cause.js';
import { compose, type MailSettings } from './compose.js';
import { dropReason } from './drop-reason.js';
import { LastByte } from './last-byte.js';
import { CODE_JOBS, type MailJob, NOTICE_JOBS, readJob } from './mail.reaction.js';
import { MailOutcomes, type OutcomeOf } from './mail-outcomes.js';
import { type Mailer, MailerUnavailableError, type SendOptions } from './mailer.js';
import type { Recipients } from './recipients.js';
import type { Sendings } from './sendings.js';

export interface MailWorkerSettings extends MailSettings {
  /** A notice that is older when its turn comes is no news any more. */
  readonly noticeMaxAgeSeconds: number;
  /** Tests are less patient. */
  readonly retry?: Partial<RetryPolicy>;
}

export const NOTICE_MAX_AGE_SECONDS = 7 * 24 * 3_600;

/** A code is tried for longer than it is valid, so that it ends as expired; a notice for about two days. */
const CODE_RETRY = { attempts: 100, firstDelayMilliseconds: 500, maxDelayMilliseconds: 15_000 };
const NOTICE_RETRY = { attempts: 400, firstDelayMilliseconds: 1_000, maxDelayMilliseconds: 600_000 };

/** At most so often the log says that mails wait: they do so for two days before one is given up. */
const TELL_MILLISECONDS = 60_000;

/** Until the log takes what became of a mail. */
const RECORD_RETRY = { firstDelayMilliseconds: 100, maxDelayMilliseconds: 5_000 };

/** Carries out mail jobs: reads the event again, judges whether the mail is still wanted, sends it, records the outcome. */
export class MailWorker implements OnApplicationShutdown {
  private readonly logger = new Logger('Mail');
  private readonly outcomes: MailOutcomes;
  private readonly lastByte = new LastByte();
  /** A queue that was emptied under a job may bring it again while it runs. */
  private readonly underWay = new Map<string, Promise<void>>();
  private toldAt = Number.NEGATIVE_INFINITY;

  constructor(
    private readonly store: EventStore,
    private readonly recipients: Recipients,
    private readonly derived: Derived,
    private readonly mailer: Mailer,
    private readonly clock: Clock,
    private readonly settings: MailWorkerSettings,
    /** Left out: no other process sends these mails. */
    private readonly sendings?: Sendings,
  ) {
    this.outcomes = new MailOutcomes(store);
  }

  /** Before the queue gets its first job. */
  registerAt(queue: JobQueue): void {
    const handle = (job: Job, attempt: JobAttempt): Promise<void> => {
      return traced(`job ${job.name}`, { 'vestibule.attempt': attempt.number }, () => this.once(job, attempt), { kind: 'consumer', parent: traceparentOf(job.data) });
    };
    const givenUp = (job: Job, cause: unknown, attempts: number): Promise<void> => this.givenUp(job, cause, attempts);
    queue.register(CODE_JOBS, { handle, givenUp, concurrency: 8, retry: { ...CODE_RETRY, ...this.settings.retry } });
    queue.register(NOTICE_JOBS, { handle, givenUp, concurrency: 4, retry: { ...NOTICE_RETRY, ...this.settings.retry } });
  }

  /** After the queue has stopped. */
  onApplicationShutdown(): Promise<void> {
    return this.mailer.close();
  }

  /** At a time once in this process; of several processes, see `Sendings`. */
  private async once(job: Job, attempt: JobAttempt): Promise<void> {
    const running = this.underWay.get(job.id) ?? this.handle(job, attempt);
    this.underWay.set(job.id, running);
    try {
      await running;
    } finally {
      if (this.underWay.get(job.id) === running) this.underWay.delete(job.id);
    }
  }

  private async handle(job: Job, { signal }: JobAttempt): Promise<void> {
    const mail = readJob(job.data);
    const of = outcomeOf(mail);
    const cause = await readCause(this.store, mail);
    const isOver = (): Promise<boolean> => this.outcomes.isThere(of, cause.position);
    const sending = await this.sendings?.wait(of, isOver, signal);
    if (await isOver()) return;
    const turn = this.lastByte.turn();
    const beforeLastByte = async (): Promise<void> => {
      await turn.come();
      await sending?.begin();
    };
    try {
      const outcome = await this.send(of, cause, { signal, beforeLastByte }).catch(async (error: unknown) => {
        await sending?.fail();
        this.tell(error);
        throw error;
      });
      await this.record(of, outcome, cause, signal);
    } finally {
      sending?.end();
      turn.end();
    }
  }

  private async send(of: OutcomeOf, cause: Cause, options: SendOptions): Promise<MailEvent> {
    const recipient = await this.recipients.find(of.accountId);
    if (recipient === undefined) return this.dropped(of, 'erased');
    const reason = dropReason(of.kind, cause, recipient.account, this.clock.now(), this.settings.noticeMaxAgeSeconds);
    if (reason !== undefined) return this.dropped(of, reason);
    const message = compose(of.kind, cause, recipient, this.derived, this.settings);
    if (message === undefined) return this.refused(of, 'unusableAddress');
    const delivery = await traced('mail', { 'vestibule.mail': of.kind }, () => this.mailer.send(message, options), { kind: 'client' });
    if (!delivery.accepted) return this.refused(of, 'rejected', delivery.statusCode);
    const { causeEventId, kind } = of;
    return { type: 'MailSent', at: this.clock.now(), causeEventId, kind, messageId: delivery.messageId };
  }

  private tell(error: unknown): void {
    const now = performance.now();
    if (now - this.toldAt < TELL_MILLISECONDS) return;
    this.toldAt = now;
    this.logger.warn({ cause: inWords(error), msg: 'a mail was not taken; it will be tried again' });
  }

  /** Who knows that a mail went out holds on to it until that is written: anybody else would send it again. */
  private async record(of: OutcomeOf, outcome: MailEvent, { envelope }: Cause, signal: AbortSignal): Promise<void> {
    for (let failures = 1; ; failures += 1) {
      try {
        return await this.outcomes.record(of, outcome, envelope);
      } catch (error) {
        if (signal.aborted) throw error;
        this.logger.warn({ failures, cause: inWords(error), msg: 'what became of a mail could not be written down yet' });
        await delay(backOffMilliseconds(RECORD_RETRY, failures), undefined, { signal }).catch(() => {});
      }
    }
  }

  private async givenUp(job: Job, error: unknown, attempts: number): Promise<void> {
    const of = outcomeOf(readJob(job.data));
    // What waits is in the console, whoever was told: such a mail is not tried again by hand.
    if (of.toStaff !== true) await this.outcomes.record(of, { ...this.refused(of, 'gaveUp'), attempts, lastError: inWords(error) });
    const cause = error instanceof Error ? error.message : 'unknown error';
    this.logger.error({ alarm: 'mailGivenUp', jobId: job.id, cause, msg: 'a mail was given up' });
  }

  private dropped({ causeEventId, kind }: OutcomeOf, reason: MailDropped['reason']): MailDropped {
    return { type: 'MailDropped', at: this.clock.now(), causeEventId, kind, reason };
  }

  private refused({ causeEventId, kind }: OutcomeOf, reason: MailRefused['reason'], statusCode?: number): MailRefused {
    return { type: 'MailRefused', at: this.clock.now(), causeEventId, kind, reason, statusCode: statusCode ?? null };
  }
}

const outcomeOf = (mail: MailJob): OutcomeOf => ({
  accountId: mail.recipientId ?? accountIdOf(mail),
  causeEventId: mail.eventId,
  kind: mail.kind,
  retryId: mail.retryId,
  toStaff: mail.recipientId !== undefined,
});

/** Stays in the log for good, so of errors whose messages might quote somebody the name alone. */
function inWords(error: unknown): string {
  if (error instanceof MailerUnavailableError || error instanceof GiveUpError) return error.message;
  return error instanceof Error ? error.name : 'unknown error';
}
