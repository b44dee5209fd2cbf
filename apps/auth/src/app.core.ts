import type { Provider } from '@nestjs/common';
import type { EventStore } from '#event-store/event-store.js';
import { ERASURE_REACTION, erasureProvider } from './accounts/erase-account/erasure.providers.js';
import type { Config } from './config.js';
import { MAIL_REACTION, mailProviders, type MailOptions } from './mail/mail.providers.js';
import type { Clock } from './platform/clock.js';
import { eventLogProviders } from './platform/event-log/event-log.providers.js';
import type { JobQueue } from './platform/jobs/job-queue.js';
import type { Keyring } from './platform/keys/keyring.js';
import type { Limits } from './platform/limits/limits.js';
import { MeasuredEventStore } from './platform/metrics/measured-event-store.js';
import { metricsProviders } from './platform/metrics/metrics.providers.js';
import { Metrics } from './platform/metrics/metrics.js';
import { platformProviders } from './platform/platform.providers.js';
import { type Reaction, together } from './platform/reactions/reaction.js';
import { reactionProviders } from './platform/reactions/reactions.providers.js';

/** What is opened before anything is put together, and closed after it. */
export interface Opened {
  readonly store: EventStore;
  readonly keyring: Keyring;
  /** Left out: the brakes count in this process. */
  readonly limits?: Limits | undefined;
  /** Left out: jobs are done in this process. */
  readonly queue?: JobQueue | undefined;
  /** Left out: nobody reads them. */
  readonly metrics?: Metrics;
  /** Tests bring their own. */
  readonly clock?: Clock;
}

/** The log, the keys and the brakes: what the service and a worker alone both stand on. */
export function coreProviders(config: Config, opened: Opened): Provider[] {
  const { account, session } = config.limits;
  const { metrics = new Metrics() } = opened;
  return [
    ...eventLogProviders(new MeasuredEventStore(opened.store, metrics), account, { sessionSeconds: session.maxSeconds, sessionIdleSeconds: session.maxIdleSeconds }),
    ...platformProviders({
      keyring: opened.keyring,
      hashing: config.hashing,
      rates: config.rates,
      metrics,
      limits: opened.limits,
      ...(opened.clock !== undefined && { clock: opened.clock }),
    }),
  ];
}

/** Everything that follows from events, under the checkpoint that mails have had from the first release on. */
const FOLLOWING = Symbol('FOLLOWING');

/** Mails and what else follows from events, with the queue and the lease. */
export const workProviders = (config: Config, { queue }: Opened): Provider[] => [
  ...mailProviders(mailOptionsOf(config)),
  erasureProvider,
  { provide: FOLLOWING, inject: [MAIL_REACTION, ERASURE_REACTION], useFactory: (...reactions: readonly Reaction[]) => together('mail', reactions) },
  ...reactionProviders([FOLLOWING], { leaseSeconds: sharedLeaseSeconds(config), queue }),
];

/** Where several processes may work on one log. */
const sharedLeaseSeconds = ({ eventStore, leaseSeconds }: Config): number | undefined => (eventStore.kind === 'embedded' ? undefined : leaseSeconds);

/** How things stand here, for whoever may read it. */
export const standingProviders = ({ metricsToken, production }: Config): Provider[] => metricsProviders({ token: metricsToken, production });

export const mailOptionsOf = (config: Config): MailOptions => {
  const { mail, publicOrigin, consoleOrigin, productName, dataDir, production, limits } = config;
  return {
    publicOrigin,
    consoleOrigin,
    productName,
    from: mail.from,
    smtpUrl: mail.smtpUrl,
    dataDir,
    production,
    noticeAtFailures: limits.factorNoticeAtFailures,
    leaseSeconds: sharedLeaseSeconds(config),
  };
};
