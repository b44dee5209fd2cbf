import 'reflect-metadata';
import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { NestFactory } from '@nestjs/core';
import type { AccountEvent, Role } from '#domain/account/events.js';
import type { MfaPolicy } from '#domain/organization/events.js';
import { type EventStore, SqliteEventStore } from '#event-store/index.js';
import { EventStoreDbEventStore } from '#event-store/eventstoredb/eventstoredb-event-store.js';
import { Registrar } from '../../apps/auth/src/accounts/registrar.js';
import { AppModule } from '../../apps/auth/src/app.module.js';
import { openShared } from '../../apps/auth/src/app.store.js';
import { loadConfig } from '../../apps/auth/src/config.js';
import { Accounts, Organizations, Sessions } from '../../apps/auth/src/platform/event-log/aggregates.js';
import { Claims } from '../../apps/auth/src/platform/event-log/claims.js';
import type { LoggedEvent, Origin } from '../../apps/auth/src/platform/event-log/envelope.js';
import { Hosts } from '../../apps/auth/src/platform/http/hosts.js';
import { httpAdapter } from '../../apps/auth/src/platform/http/adapter.js';
import { Metrics } from '../../apps/auth/src/platform/metrics/metrics.js';
import { accessLog } from '../../apps/auth/src/platform/observability/access-log.js';
import { createLogger, NestLogger } from '../../apps/auth/src/platform/observability/logger.js';
import { ProblemFilter } from '../../apps/auth/src/platform/http/problem.filter.js';
import { TrustedProxies } from '../../apps/auth/src/platform/http/source-address.js';
import { validationPipe } from '../../apps/auth/src/platform/http/validation.js';
import { KeyedHash } from '../../apps/auth/src/platform/keys/keyed-hash.js';
import { KeyVault } from '../../apps/auth/src/platform/keys/key-vault.js';
import { loadKeyring } from '../../apps/auth/src/platform/keys/load-keyring.js';
import { PasswordHasher } from '../../apps/auth/src/platform/passwords/password-hasher.js';
import { SystemRandom } from '../../apps/auth/src/platform/random.js';
import { FixedClock } from '../../apps/auth/src/platform/testing/fixed-clock.js';
import { freePort } from '../../apps/auth/src/platform/testing/free-port.js';
import { startStandIn } from './eventstoredb/stand-in.js';
import { DevelopmentMailbox } from './mailbox.js';
import { NativeClient } from './native-client.js';
import { codeAtStep, stepAt } from './totp.js';

export const password = 'walking under seven bridges';

/**
 * The whole service in this process, over HTTP on loopback; only its clock stands still. On the embedded store, or, in the test
 * project `e2e-eventstoredb`, on the stand-in for EventStoreDB.
 */
export class World {
  private constructor(
    readonly app: NestFastifyApplication,
    readonly store: EventStore,
    readonly clock: FixedClock,
    readonly origin: string,
    readonly mailbox: DevelopmentMailbox,
    readonly directory: string,
    /** Every line of the log so far; a test that is about memory empties it. */
    readonly log: string[],
    private readonly closeStore: () => Promise<void>,
  ) {}

  /** @param env variables of the service; hashing is cheap and the brakes per network are wide unless it says otherwise */
  static async create(env: Readonly<Record<string, string>> = {}): Promise<World> {
    const directory = mkdtempSync(join(tmpdir(), 'vestibule-world-'));
    const port = await freePort();
    const rates = ['BEGIN', 'PASSWORD', 'CHALLENGE', 'LINK', 'STAFF'].map((name) => [`RATE_${name}_PER_MINUTE`, '10000']);
    const config = loadConfig({
      DATA_DIR: directory,
      PORT: String(port),
      ARGON2_MEMORY_KIB: '8',
      ARGON2_PASSES: '1',
      ...Object.fromEntries(rates),
      ...env,
    });
    const clock = new FixedClock();
    const keyring = loadKeyring(config.secrets, config);
    const { store, closeStore } = await openStore(directory, clock);
    const shared = await openShared(config);
    const metrics = new Metrics();
    const log: string[] = [];
    const logger = createLogger({ level: 'debug', destination: { write: (line) => void log.push(line) } });
    const adapter = httpAdapter({
      ...config.http,
      hosts: new Hosts(config.publicOrigin, config.consoleOrigin),
      production: false,
      trustedProxies: new TrustedProxies([]),
      clock,
      random: new SystemRandom(),
      onAnswer: accessLog(logger, metrics),
    });
    const app = await NestFactory.create<NestFastifyApplication>(AppModule.with(config, { ...shared, store, keyring, clock, metrics }), adapter, {
      bodyParser: false,
      logger: new NestLogger(logger, (alarm) => metrics.alarms.inc({ alarm })),
    });
    app.useGlobalFilters(new ProblemFilter());
    app.useGlobalPipes(validationPipe());
    await app.listen(port, '127.0.0.1');
    return new World(app, store, clock, config.publicOrigin, new DevelopmentMailbox(config.publicOrigin), directory, log, async () => {
      await shared.limits?.close();
      await closeStore();
    });
  }

  async close(): Promise<void> {
    await this.app.close();
    await this.closeStore();
    rmSync(this.directory, { recursive: true, force: true });
  }

  client(deviceId?: string): NativeClient {
    return new NativeClient(this.origin, deviceId);
  }

  /** The code an authenticator app shows now, or some steps later. */
  code(secret: string, stepsLater = 0): string {
    return codeAtStep(secret, stepAt(new Date(this.clock.now())) + stepsLater);
  }

  /** Six digits that the app shows at no time near. */
  wrongCode(secret: string): string {
    const near = new Set(Array.from({ length: 21 }, (_, index) => this.code(secret, index - 10)));
    for (let number = 0; ; number += 1) {
      const code = String(number).padStart(6, '0');
      if (!near.has(code)) return code;
    }
  }

  /** Sets up the app that is due and stores the recovery code; returns the app's secret. */
  async setUpApp(client: NativeClient): Promise<string> {
    const { secret } = client.next('set-up-authenticator').authenticator;
    await client.confirmAuthenticator(this.code(secret));
    await client.confirmRecoveryCode();
    return secret;
  }

  async organization(policy: Partial<MfaPolicy> = {}, name = 'Riverside Clinic'): Promise<string> {
    const id = randomUUID();
    const organizations = this.app.get(Organizations);
    await this.app.get(KeyVault).ensure(id);
    const now = this.clock.now();
    const data = { organizationId: id, name, supportContact: '+1 555 0100' };
    await organizations.decideAndAppend(id, { type: 'RegisterOrganization', now, data }, this.operator());
    await this.policy(id, { mfaRequired: true, ...policy });
    return id;
  }

  async policy(organizationId: string, change: Partial<MfaPolicy>): Promise<void> {
    const command = { type: 'ChangePolicy', now: this.clock.now(), data: { change, reason: 'decided' } } as const;
    await this.app.get(Organizations).decideAndAppend(organizationId, command, this.operator());
  }

  /** An account with {@link password}, or one that is invited. @returns its id */
  async account(email: string, options: { organizationId?: string | null; roles?: readonly Role[]; invited?: boolean } = {}): Promise<string> {
    const { organizationId = null, roles = [], invited = false } = options;
    const first = invited ? { invitationSeconds: 24 * 3600 } : { passwordHash: await this.app.get(PasswordHasher).hash(password) };
    const registrar = this.app.get(Registrar, { strict: false });
    const account = { email, name: 'Dana Reyes', organizationId, language: null, roles, first };
    return (await registrar.register(this.operator(), account)).accountId;
  }

  accountId = async (email: string): Promise<string> =>
    (await this.app.get(Claims).emailHolder(this.app.get(KeyedHash).email(email))) ?? '';

  async history(email: string): Promise<readonly LoggedEvent<AccountEvent>[]> {
    return (await this.app.get(Accounts).history(await this.accountId(email))) ?? [];
  }

  /** The types of the account's events, from a position on. */
  async events(email: string, from = 0): Promise<readonly string[]> {
    return (await this.history(email)).slice(from).map(({ event }) => event.type);
  }

  accounts = (): Accounts => this.app.get(Accounts);
  sessions = (): Sessions => this.app.get(Sessions);

  operator(reason?: string): Origin {
    const id = randomUUID();
    return {
      actor: { kind: 'operator', name: 'test' },
      sourceAddress: null,
      userAgent: null,
      requestId: id,
      correlationId: id,
      commandId: id,
      ...(reason !== undefined && { reason, ticket: 'T-1' }),
    };
  }
}

async function openStore(directory: string, clock: FixedClock): Promise<{ readonly store: EventStore; readonly closeStore: () => Promise<void> }> {
  if (process.env['TEST_EVENT_STORE'] !== 'eventstoredb') {
    const store = await SqliteEventStore.open({ directory, now: () => new Date(clock.now()) });
    return { store, closeStore: () => store.close() };
  }
  const standIn = await startStandIn();
  const store = new EventStoreDbEventStore({ connectionString: standIn.connectionString, production: true, timeout: 60_000 });
  const closeStore = async (): Promise<void> => {
    await store.close();
    await standIn.stop();
  };
  return { store, closeStore };
}
