import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Module, type OnApplicationShutdown } from '@nestjs/common';
import { FastifyAdapter } from '@nestjs/platform-fastify';
import { Test } from '@nestjs/testing';
import { expect, it } from 'vitest';
import { accountCodec } from '#domain/account/codec.js';
import { defaultAccountLimits } from '#domain/account/limits.js';
import { EventStore, type Json } from '#event-store/event-store.js';
import { SqliteEventStore } from '#event-store/sqlite/sqlite-event-store.js';
import { accountRegistered, passwordChanged } from '../../../../libs/domain/testing/account-events.js';
import { Clock } from '../platform/clock.js';
import { Accounts, Organizations } from '../platform/event-log/aggregates.js';
import { Derived } from '../platform/keys/derived.js';
import { KeyVault } from '../platform/keys/key-vault.js';
import { Metrics } from '../platform/metrics/metrics.js';
import { ReadinessRegistry } from '../platform/observability/readiness.js';
import { SystemRandom } from '../platform/random.js';
import { reactionProviders } from '../platform/reactions/reactions.providers.js';
import { FixedClock } from '../platform/testing/fixed-clock.js';
import { testKeyring } from '../platform/testing/test-keyring.js';
import { DevelopmentMailbox } from './mailbox/development-mailbox.js';
import { MAIL_REACTION, mailControllers, mailProviders } from './mail.providers.js';

it('tells of what happens from the start of the application to its end', async () => {
  const dataDir = mkdtempSync(join(tmpdir(), 'mail-providers-'));
  const store = await SqliteEventStore.open({ directory: dataDir });
  const random = new SystemRandom();
  const clock = new FixedClock();
  const vault = new KeyVault(store, testKeyring(), random, clock);
  const options = {
    publicOrigin: 'https://sign-in.clinic.example',
    consoleOrigin: 'https://sign-in.clinic.example',
    productName: 'Vestibule',
    from: { name: 'Vestibule', address: 'no-reply@clinic.example' },
    smtpUrl: undefined,
    dataDir,
    production: false,
    noticeAtFailures: 3,
  };

  @Module({
    controllers: mailControllers(options),
    providers: [
      { provide: EventStore, useValue: store },
      { provide: KeyVault, useValue: vault },
      { provide: Derived, useValue: new Derived(testKeyring()) },
      { provide: Clock, useValue: clock },
      { provide: Accounts, useValue: new Accounts(store, vault, random, defaultAccountLimits) },
      { provide: Organizations, useValue: new Organizations(store, vault, { sessionSeconds: 1, sessionIdleSeconds: 1 }) },
      ReadinessRegistry,
      Metrics,
      ...mailProviders(options),
      ...reactionProviders([MAIL_REACTION], {}),
    ],
  })
  class Root implements OnApplicationShutdown {
    onApplicationShutdown(): Promise<void> {
      return store.close();
    }
  }

  const app = (await Test.createTestingModule({ imports: [Root] }).compile()).createNestApplication(new FastifyAdapter(), { logger: false });
  await app.init();

  const key = await vault.ensure('a-1');
  const email = key.seal('email', 'dana@riverside.example');
  const happened = [accountRegistered({ accountId: 'a-1', organizationId: null, email, name: key.seal('name', 'Dana') }), passwordChanged()];
  const events = happened.map((event) => ({ id: randomUUID(), ...accountCodec.encode(event), metadata: {} }));
  await store.append('account-a-1', events as { id: string; type: string; data: Json; metadata: Json }[], 'noStream');
  await expect.poll(() => app.get(DevelopmentMailbox).list()).toMatchObject([{ kind: 'password-changed', to: 'dana@riverside.example' }]);
  expect(await app.get(ReadinessRegistry).check()).toEqual({ status: 'ready', checks: { reactions: 'ok' }, parts: {} });

  await app.close();
  rmSync(dataDir, { recursive: true, force: true });
});
