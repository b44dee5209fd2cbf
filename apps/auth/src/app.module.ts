import { join } from 'node:path';
import { Module, type DynamicModule, type Provider } from '@nestjs/common';
import { EventStore } from '#event-store/event-store.js';
import { AccountsModule } from './accounts/accounts.module.js';
import { projections } from './app.projections.js';
import { AuditModule } from './audit/audit.module.js';
import type { Config } from './config.js';
import { ConsoleModule } from './console/console.module.js';
import { DevicesModule } from './devices/devices.module.js';
import { EnrolmentModule } from './enrolment/enrolment.module.js';
import { flowProviders } from './flow/flow.providers.js';
import { MAIL_REACTION, mailControllers, mailProviders, type MailOptions } from './mail/mail.providers.js';
import { OrganizationsModule } from './organizations/organizations.module.js';
import { OperatorModule } from './operator/operator.module.js';
import { OperatorSettings } from './operator/operator-settings.js';
import { Clock } from './platform/clock.js';
import { eventLogProviders } from './platform/event-log/event-log.providers.js';
import type { Keyring } from './platform/keys/keyring.js';
import { KeyVault } from './platform/keys/key-vault.js';
import type { JobQueue } from './platform/jobs/job-queue.js';
import type { Limits } from './platform/limits/limits.js';
import { MeasuredEventStore } from './platform/metrics/measured-event-store.js';
import { MetricsController } from './platform/metrics/metrics.controller.js';
import { metricsProviders } from './platform/metrics/metrics.providers.js';
import { Metrics } from './platform/metrics/metrics.js';
import { ReadinessRegistry } from './platform/observability/readiness.js';
import { PlatformModule } from './platform/platform.module.js';
import { platformProviders } from './platform/platform.providers.js';
import { ProjectionRunner } from './platform/projections/projection-runner.js';
import { Views } from './platform/projections/views.js';
import { reactionProviders } from './platform/reactions/reactions.providers.js';
import { ServiceLimits } from './platform/service-limits.js';
import { ResetsModule } from './resets/resets.module.js';
import { SessionsModule } from './sessions/sessions.module.js';
import { SignInModule } from './sign-in/sign-in.module.js';

export interface Opened {
  readonly store: EventStore;
  readonly keyring: Keyring;
  /** Left out: the brakes count in this process. */
  readonly limits?: Limits | undefined;
  /** Left out: jobs are done in this process. */
  readonly queue?: JobQueue | undefined;
  /** Left out: nobody else counts. */
  readonly metrics?: Metrics;
  /** Tests bring their own. */
  readonly clock?: Clock;
}

export interface Parts {
  /** Whether mails and other reactions run here: in the service, not in a command that only looks in. */
  readonly reactions: boolean;
}

@Module({})
export class AppModule {
  static with(config: Config, opened: Opened, { reactions }: Parts = { reactions: true }): DynamicModule {
    const mail = mailOptionsOf(config);
    const { metrics = new Metrics() } = opened;
    return {
      module: AppModule,
      imports: [
        PlatformModule.with([
          ...eventLogProviders(new MeasuredEventStore(opened.store, metrics), config.limits.account, {
            sessionSeconds: config.limits.session.maxSeconds,
            sessionIdleSeconds: config.limits.session.maxIdleSeconds,
          }),
          ...platformProviders({
            keyring: opened.keyring,
            hashing: config.hashing,
            rates: config.rates,
            metrics,
            limits: opened.limits,
            ...(opened.clock !== undefined && { clock: opened.clock }),
          }),
          ...flowProviders({
            limits: new ServiceLimits(config.limits.account, config.limits.session, config.limits.firstOwnerLinkSeconds, {
              seconds: config.limits.session.consoleSeconds,
              idleSeconds: config.limits.session.consoleIdleSeconds,
              acr: config.limits.consoleAcr,
            }),
            passkeys: {
              rpId: config.webauthn.rpId,
              rpName: config.webauthn.rpName,
              origins: [config.webauthn.origin],
              challengeSeconds: config.limits.account.passkeyChallengeSeconds,
            },
            totp: { issuer: config.productName, skewSteps: config.limits.totpSkewSteps },
            publicOrigin: config.publicOrigin,
            returnToAllowList: config.returnToAllowList,
            productName: config.productName,
          }),
          ...viewProviders(config.dataDir),
        ]),
        SignInModule,
        EnrolmentModule,
        SessionsModule,
        DevicesModule,
        AccountsModule,
        OrganizationsModule,
        ResetsModule,
        AuditModule,
        ConsoleModule,
        OperatorModule.with(new OperatorSettings(config)),
      ],
      ...(reactions && {
        controllers: [...mailControllers(mail), MetricsController],
        providers: [
          ...mailProviders(mail),
          ...metricsProviders({ token: config.metricsToken, production: config.production }),
          ...reactionProviders([MAIL_REACTION], { shared: config.eventStore.kind !== 'embedded', queue: opened.queue }),
        ],
      }),
    };
  }
}

const mailOptionsOf = ({ mail, publicOrigin, productName, dataDir, production, limits }: Config): MailOptions => ({
  publicOrigin,
  productName,
  from: mail.from,
  smtpUrl: mail.smtpUrl,
  dataDir,
  production,
  noticeAtFailures: limits.factorNoticeAtFailures,
});

/** Ready once the views have reached the end of the log; a projection that stopped is an alarm, not a reason to send requests away. */
const viewProviders = (dataDir: string): Provider[] => [
  { provide: Views, useFactory: () => Views.open(join(dataDir, 'views.sqlite')) },
  {
    provide: ProjectionRunner,
    inject: [Views, EventStore, KeyVault, Clock, ReadinessRegistry],
    useFactory: (views: Views, store: EventStore, vault: KeyVault, clock: Clock, readiness: ReadinessRegistry) => {
      const runner = new ProjectionRunner(views, store, vault, clock, projections);
      readiness.register('views', () => runner.caughtUp());
      readiness.register('eventStore', async () => void (await store.readAll({ limit: 1 })));
      return runner;
    },
  },
];
