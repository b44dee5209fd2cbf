import { join } from 'node:path';
import type { Provider, Type } from '@nestjs/common';
import { EventStore } from '#event-store/event-store.js';
import { Clock } from '../platform/clock.js';
import { Accounts, Organizations } from '../platform/event-log/aggregates.js';
import { JobQueue } from '../platform/jobs/job-queue.js';
import { Derived } from '../platform/keys/derived.js';
import { KeyVault } from '../platform/keys/key-vault.js';
import { leaseTimes } from '../platform/reactions/store-lease.js';
import type { MailSettings } from './compose.js';
import { DevelopmentMailbox } from './mailbox/development-mailbox.js';
import { MailboxController } from './mailbox/mailbox.controller.js';
import { mailReaction } from './mail.reaction.js';
import { MailWorker, NOTICE_MAX_AGE_SECONDS } from './mail.worker.js';
import { Mailer } from './mailer.js';
import { Recipients } from './recipients.js';
import { Sendings } from './sendings.js';
import { SmtpMailer } from './smtp/smtp-mailer.js';

export interface MailOptions extends MailSettings {
  /** Left out: the development mailbox in `dataDir`. */
  readonly smtpUrl: string | undefined;
  readonly dataDir: string;
  readonly production: boolean;
  /** At how many failed second factors behind a right password the holder is told. */
  readonly noticeAtFailures: number;
  /** Other instances may send mails of the same log; left out: none. */
  readonly leaseSeconds?: number | undefined;
}

/** A mail at its last byte waits longer than a lease for whoever was at it: to be too early means to send it twice. */
const LEASES_FOR_A_MAIL = 4;

/** The token of the mail reaction, for `reactionProviders`. */
export const MAIL_REACTION = Symbol('MAIL_REACTION');

/** @throws Error the development mailbox is asked for in production */
export function mailProviders(options: MailOptions): Provider[] {
  return [
    ...mailer(options),
    { provide: MAIL_REACTION, useValue: mailReaction(options.noticeAtFailures) },
    {
      provide: MailWorker,
      inject: [EventStore, Accounts, Organizations, KeyVault, Derived, Mailer, Clock, JobQueue],
      useFactory: (store: EventStore, accounts: Accounts, organizations: Organizations, vault: KeyVault, derived: Derived, out: Mailer, clock: Clock, queue: JobQueue) => {
        const settings = { ...options, noticeMaxAgeSeconds: NOTICE_MAX_AGE_SECONDS };
        const sendings = options.leaseSeconds === undefined ? undefined : new Sendings(store, leaseTimes(LEASES_FOR_A_MAIL * options.leaseSeconds));
        const worker = new MailWorker(store, new Recipients(accounts, organizations, vault), derived, out, clock, settings, sendings);
        worker.registerAt(queue);
        return worker;
      },
    },
  ];
}

/** The pages of the development mailbox, where there is one. */
export const mailControllers = ({ smtpUrl }: Pick<MailOptions, 'smtpUrl'>): Type[] => (smtpUrl === undefined ? [MailboxController] : []);

function mailer({ smtpUrl, dataDir, production }: MailOptions): Provider[] {
  if (smtpUrl !== undefined) return [{ provide: Mailer, useFactory: () => new SmtpMailer(smtpUrl) }];
  if (production) throw new Error('the development mailbox is refused in production: set SMTP_URL');
  return [
    { provide: DevelopmentMailbox, useFactory: () => new DevelopmentMailbox(join(dataDir, 'mailbox')) },
    { provide: Mailer, useExisting: DevelopmentMailbox },
  ];
}
