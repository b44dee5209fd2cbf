import { Logger, type OnApplicationShutdown } from '@nestjs/common';
import type { MailDropped, MailEvent, MailRefused } from '#domain/mail/events.js';
import type { EventStore } from '#event-store/event-store.js';
import type { Clock } from '../platform/clock.js';
import { GiveUpError, type Job, type JobAttempt, type JobQueue, type RetryPolicy } from '../platform/jobs/job-queue.js';
import type { Derived } from '../platform/keys/derived.js';
import { traced, traceparentOf } from '../platform/tracing/traced.js';
import { accountIdOf, type Cause, readCause } from './cause.js';
import { compose, type MailSettings } from './compose.js';
import { dropReason } from './drop-reason.js';
import { LastByte, type Turn } from './last-byte.js';
import { CODE_JOBS, type MailJob, NOTICE_JOBS, readJob } from './mail.reaction.js';
import { MailOutcomes, type OutcomeOf } from './mail-outcomes.js';
import { type Delivery, type Mailer, MailerUnavailableError } from './mailer.js';
import type { Recipients } from './recipients.js';

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

/** Carries out mail jobs: reads the event again, judges whether the mail is still wanted, sends it, records the outcome. */
export class MailWorker implements OnApplicationShutdown {
  private readonly logger = new Logger('Mail');
  private readonly outcomes: MailOutcomes;
  /** Sent, and not recorded yet: the job's next attempt must not send again. */
  private readonly delivered = new Map<string, Delivery>();
  private readonly lastByte = new LastByte();
  /** A queue that was emptied under a job may bring it again while it runs. */
  private readonly underWay = new Map<string, Promise<void>>();

  constructor(
    private readonly store: EventStore,
    private readonly recipients: Recipients,
    private readonly derived: Derived,
    private readonly mailer: Mailer,
    private readonly clock: Clock,
    private readonly settings: MailWorkerSettings,
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

  /** At a time once in this process. Another instance may be at it too: then the same mail goes out twice, with the same id. */
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
    if (await this.outcomes.isThere(of, cause.position)) return;
    const turn = this.lastByte.turn();
    try {
      const outcome = await this.send(job.id, of, cause, signal, turn);
      await this.outcomes.record(of, outcome, cause.envelope);
    } finally {
      turn.end();
    }
    this.delivered.delete(job.id);
  }

  private async send(jobId: string, of: OutcomeOf, cause: Cause, signal: AbortSignal, turn: Turn): Promise<MailEvent> {
    const recipient = await this.recipients.find(of.accountId);
    if (recipient === undefined) return this.dropped(of, 'erased');
    let delivery = this.delivered.get(jobId);
    if (delivery === undefined) {
      const reason = dropReason(of.kind, cause, recipient.account, this.clock.now(), this.settings.noticeMaxAgeSeconds);
      if (reason !== undefined) return this.dropped(of, reason);
      const message = compose(of.kind, cause, recipient, this.derived, this.settings);
      if (message === undefined) return this.refused(of, 'unusableAddress');
      delivery = await traced('mail', { 'vestibule.mail': of.kind }, () => this.mailer.send(message, { signal, beforeLastByte: () => turn.come() }), { kind: 'client' });
      this.delivered.set(jobId, delivery);
    }
    if (!delivery.accepted) return this.refused(of, 'rejected', delivery.statusCode);
    const { causeEventId, kind } = of;
    return { type: 'MailSent', at: this.clock.now(), causeEventId, kind, messageId: delivery.messageId };
  }

  private async givenUp(job: Job, error: unknown, attempts: number): Promise<void> {
    const of = outcomeOf(readJob(job.data));
    // What waits is in the console, whoever was told: such a mail is not tried again by hand.
    if (of.toStaff !== true) await this.outcomes.record(of, { ...this.refused(of, 'gaveUp'), attempts, lastError: inWords(error) });
    this.delivered.delete(job.id);
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
