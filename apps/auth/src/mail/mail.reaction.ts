import { accountCodec } from '#domain/account/codec.js';
import { mailCodec } from '#domain/mail/codec.js';
import { mailKinds, type MailKind } from '#domain/mail/events.js';
import type { RecordedEvent } from '#event-store/event-store.js';
import type { Job, JobData } from '../platform/jobs/job-queue.js';
import type { Reaction } from '../platform/reactions/reaction.js';
import { mailsFor, staffMailsFor } from './mails-for.js';

/** Codes have a line of their own: nobody waits for one behind an hour's worth of notices. */
export const CODE_JOBS = 'mail-code';
export const NOTICE_JOBS = 'mail-notice';

/** Which event is to be told about, and how. The worker reads the rest from the log. */
export interface MailJob {
  readonly eventId: string;
  readonly stream: string;
  readonly revision: number;
  readonly kind: MailKind;
  /** The event by which somebody had it tried again; none for the first time. */
  readonly retryId: string | null;
  /** Somebody of the staff who gets it; left out: whom it is about. */
  readonly recipientId?: string;
}

export function mailReaction(noticeAtFailures: number): Reaction {
  return {
    name: 'mail',
    streamPrefixes: ['account-', 'mail-'],
    jobsFor: (recorded) => {
      const { id: eventId, stream, revision } = recorded;
      if (stream.startsWith('mail-')) return retryOf(recorded);
      const event = accountCodec.decode(recorded);
      const mails = [...mailsFor(event, noticeAtFailures).map((kind) => ({ kind })), ...staffMailsFor(event)];
      return mails.map((mail) => toJob({ eventId, stream, revision, retryId: null, ...mail }));
    },
  };
}

function retryOf(recorded: RecordedEvent): readonly Job[] {
  const event = mailCodec.decode(recorded);
  if (event.type !== 'MailRetried') return [];
  const { causeEventId: eventId, causeRevision: revision, kind } = event;
  return [toJob({ eventId, stream: recorded.stream.replace(/^mail-/, 'account-'), revision, kind, retryId: recorded.id })];
}

/** Each try that somebody asks for is a job of its own: a queue may remember the one that failed. */
const toJob = (data: MailJob): Job => ({
  id: [data.retryId ?? data.eventId, data.kind, ...(data.recipientId === undefined ? [] : [data.recipientId])].join('.'),
  name: data.kind === 'email-code' ? CODE_JOBS : NOTICE_JOBS,
  data: { ...data },
});

/** @throws TypeError the data is not what `toJob` wrote */
export function readJob({ eventId, stream, revision, kind, retryId = null, recipientId }: JobData): MailJob {
  const known = mailKinds.find((candidate) => candidate === kind);
  if (typeof eventId !== 'string' || typeof stream !== 'string' || typeof revision !== 'number' || known === undefined || (retryId !== null && typeof retryId !== 'string') || (recipientId !== undefined && typeof recipientId !== 'string')) {
    throw new TypeError('not a mail job');
  }
  return { eventId, stream, revision, kind: known, retryId, ...(recipientId !== undefined && { recipientId }) };
}
