import { accountCodec } from '#domain/account/codec.js';
import { mailKinds, type MailKind } from '#domain/mail/events.js';
import type { Job, JobData } from '../platform/jobs/job-queue.js';
import type { Reaction } from '../platform/reactions/reaction.js';
import { mailsFor } from './mails-for.js';

/** Codes have a line of their own: nobody waits for one behind an hour's worth of notices. */
export const CODE_JOBS = 'mail-code';
export const NOTICE_JOBS = 'mail-notice';

/** Which event is to be told about, and how. The worker reads the rest from the log. */
export interface MailJob {
  readonly eventId: string;
  readonly stream: string;
  readonly revision: number;
  readonly kind: MailKind;
}

export function mailReaction(noticeAtFailures: number): Reaction {
  return {
    name: 'mail',
    streamPrefixes: ['account-'],
    jobsFor: (recorded) => {
      const { id: eventId, stream, revision } = recorded;
      return mailsFor(accountCodec.decode(recorded), noticeAtFailures).map((kind) => toJob({ eventId, stream, revision, kind }));
    },
  };
}

export const toJob = (data: MailJob): Job => ({
  id: `${data.eventId}.${data.kind}`,
  name: data.kind === 'email-code' ? CODE_JOBS : NOTICE_JOBS,
  data: { ...data },
});

/** @throws TypeError the data is not what `toJob` wrote */
export function readJob({ eventId, stream, revision, kind }: JobData): MailJob {
  const known = mailKinds.find((candidate) => candidate === kind);
  if (typeof eventId !== 'string' || typeof stream !== 'string' || typeof revision !== 'number' || known === undefined) {
    throw new TypeError('not a mail job');
  }
  return { eventId, stream, revision, kind: known };
}
