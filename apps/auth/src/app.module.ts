import { join } from 'node:path';
import { Module, type DynamicModule, type Provider } from '@nestjs/common';
import { EventStore } from '#event-store/event-store.js';
import { AccountsModule } from './accounts/accounts.module.js';
import { coreProviders, mailOptionsOf, type Opened, standingProviders, workProviders } from './app.core.js';
import { projections } from './app.projections.js';
import { askStore } from './app.readiness.js';
import { otherHalf } from './app.views.js';
import { AuditModule } from './audit/audit.module.js';
import { CasesModule } from './cases/cases.module.js';
import type { Config } from './config.js';
import { ConsoleModule } from './console/console.module.js';
import { DevicesModule } from './devices/devices.module.js';
import { EnrolmentModule } from './enrolment/enrolment.module.js';
import { flowProviders } from './flow/flow.providers.js';
import { GivenUpMailsModule } from './mail/given-up/given-up-mails.module.js';
import { mailControllers } from './mail/mail.providers.js';
import { OrganizationsModule } from './organizations/organizations.module.js';
import { OperatorModule } from './operator/operator.module.js';
import { OperatorSettings } from './operator/operator-settings.js';
import { Clock } from './platform/clock.js';
import { KeyVault } from './platform/keys/key-vault.js';
import { MetricsController } from './platform/metrics/metrics.controller.js';
import { ReadinessRegistry } from './platform/observability/readiness.js';
import { PlatformModule } from './platform/platform.module.js';
import { ViewsReadiness } from './platform/projections/views-readiness.js';
import { ProjectionRunner } from './platform/projections/projection-runner.js';
import { Views } from './platform/projections/views.js';
import { ServiceLimits } from './platform/service-limits.js';
import { ResetsModule } from './resets/resets.module.js';
import { SessionsModule } from './sessions/sessions.module.js';
import { SignInModule } from './sign-in/sign-in.module.js';

export type { Opened } from './app.core.js';

export interface Parts {
  /** Whether mails and other reactions run here: in the service, not in a command that only looks in. */
  readonly reactions: boolean;
}

@Module({})
export class AppModule {
  static with(config: Config, opened: Opened, { reactions }: Parts = { reactions: true }): DynamicModule {
    return {
      module: AppModule,
      imports: [
        PlatformModule.with([
          ...coreProviders(config, opened),
          ...flowProviders({
            limits: new ServiceLimits(config.limits.account, config.limits.session, config.limits.firstOwnerLinkSeconds, {
              seconds: config.limits.session.consoleSeconds,
              idleSeconds: config.limits.session.consoleIdleSeconds,
              acr: config.limits.consoleAcr,
            }),
            passkeys: {
              rpId: config.webauthn.rpId,
              rpName: config.webauthn.rpName,
              origins: config.webauthn.origins,
              challengeSeconds: config.limits.account.passkeyChallengeSeconds,
            },
            totp: { issuer: config.productName, skewSteps: config.limits.totpSkewSteps },
            publicOrigin: config.publicOrigin,
            returnToAllowList: config.returnToAllowList,
            productName: config.productName,
            sessionMemorySeconds: config.limits.session.memorySeconds,
          }),
          ...viewProviders(config),
        ]),
        SignInModule,
        EnrolmentModule,
        SessionsModule,
        DevicesModule,
        AccountsModule,
        OrganizationsModule,
        ResetsModule,
        CasesModule,
        AuditModule,
        ConsoleModule,
        GivenUpMailsModule,
        OperatorModule.with(new OperatorSettings(config)),
      ],
      controllers: [MetricsController, ...(reactions ? mailControllers(mailOptionsOf(config)) : [])],
      providers: [...standingProviders(config), ...(reactions ? workProviders(config, opened) : [])],
    };
  }
}

/** Ready when the views are; a projection that stopped is an alarm, not a reason to send requests away. */
const viewProviders = (config: Config): Provider[] => [
  { provide: Views, useFactory: () => Views.open(join(config.dataDir, 'views.sqlite')) },
  {
    provide: ProjectionRunner,
    inject: [Views, EventStore, KeyVault, Clock, ReadinessRegistry],
    useFactory: (views: Views, store: EventStore, vault: KeyVault, clock: Clock, readiness: ReadinessRegistry) => {
      const runner = new ProjectionRunner(views, store, vault, clock, projections, { otherHalf: otherHalf(config) });
      readiness.register('eventStore', () => askStore(store));
      return runner;
    },
  },
  {
    provide: ViewsReadiness,
    inject: [ProjectionRunner, ReadinessRegistry],
    useFactory: (runner: ProjectionRunner, readiness: ReadinessRegistry) => {
      const views = new ViewsReadiness(runner);
      readiness.register('views', () => views.check());
      return views;
    },
  },
];
