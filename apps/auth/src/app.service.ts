import { setTimeout as delay } from 'node:timers/promises';
import { NestFactory } from '@nestjs/core';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { type EventStore, EventStoreUnavailableError } from '#event-store/index.js';
import { AppModule } from './app.module.js';
import { watchParts } from './app.readiness.js';
import { openLog, openShared, openTracing } from './app.store.js';
import type { Config } from './config.js';
import { prepareDemonstration, printDemonstration } from './demonstration/index.js';
import { OperatorServer } from './operator/operator-server.js';
import { serveApiDescription } from './api-description/page.js';
import { SystemClock } from './platform/clock.js';
import { Hosts } from './platform/http/hosts.js';
import { httpAdapter, type HttpOptions } from './platform/http/adapter.js';
import { servePages } from './platform/http/pages.js';
import { ProblemFilter } from './platform/http/problem.filter.js';
import { TrustedProxies } from './platform/http/source-address.js';
import { validationPipe } from './platform/http/validation.js';
import { Metrics } from './platform/metrics/metrics.js';
import { accessLog } from './platform/observability/access-log.js';
import { giveBackMemory } from './platform/observability/give-back-memory.js';
import { stopOnSignals } from './platform/observability/graceful-stop.js';
import { createLogger, NestLogger, type PinoLogger } from './platform/observability/logger.js';
import { ReadinessRegistry } from './platform/observability/readiness.js';
import { PasswordHasher } from './platform/passwords/password-hasher.js';
import { ProjectionRunner } from './platform/projections/projection-runner.js';
import { ReactionRunner } from './platform/reactions/reaction-runner.js';
import { SystemRandom } from './platform/random.js';

/** The API, the pages and the views, and unless the role says otherwise reactions and jobs. Ends the process at a signal. */
export async function runService(config: Config): Promise<void> {
  const logger = createLogger({ level: config.logLevel });
  const tracing = await openTracing(config);
  const { limits, queue } = await openShared(config);
  const { keyring, store } = await openLog(config);
  const metrics = new Metrics();
  metrics.watchProcess();
  const module = AppModule.with(config, { store, keyring, limits, queue, metrics }, { reactions: config.role === 'both' });
  const app = await createApp(config, { logger, metrics, trace: tracing?.traceRequests }, module);
  await app.init();
  const isEmbedded = config.eventStore.kind === 'embedded';
  // Invented people belong into a log of one's own, not into one that others share.
  const demonstration = isEmbedded ? await prepareDemonstration(app, config) : undefined;
  const readiness = app.get(ReadinessRegistry);
  watchParts(readiness, {
    store,
    limits,
    projections: app.get(ProjectionRunner, { strict: false }),
    reactions: config.role === 'both' ? app.get(ReactionRunner, { strict: false }) : undefined,
  });
  stopOnSignals({
    steps: [
      { name: 'readiness', run: () => readiness.stop() },
      { name: 'requests that still come', run: () => delay(config.stopDrainSeconds * 1_000) },
      { name: 'requests, reactions and views', run: () => app.close() },
      { name: 'limits', run: () => limits?.close() },
      { name: 'event store', run: () => store.close() },
      { name: 'traces', run: () => tracing?.end() },
    ],
    timeoutSeconds: config.stopDrainSeconds + config.stopTimeoutSeconds,
    log: logger,
    process,
  });
  await app.listen(config.http.port, config.http.host);
  await app.get(OperatorServer, { strict: false }).start();
  logger.info({ address: config.publicOrigin }, 'listening');
  void app.get(ProjectionRunner, { strict: false }).caughtUp().then(giveBackMemory);
  if (config.production) {
    if (await isEmpty(store)) {
      logger.warn('nobody can sign in yet: "npm run vestibule -- owner create --email … --name …" prints a one-time link for the first owner');
    }
  } else {
    const hasMailbox = config.mail.smtpUrl === undefined;
    printDemonstration(demonstration, { ...config, hasMailbox }, (text) => process.stdout.write(text));
  }
}

/** A store that is away says nothing about what is in it, and is no reason to end. */
async function isEmpty(store: EventStore): Promise<boolean> {
  try {
    return (await store.readAll({ limit: 1 })).length === 0;
  } catch (error) {
    if (error instanceof EventStoreUnavailableError) return false;
    throw error;
  }
}

interface Watching {
  readonly logger: PinoLogger;
  readonly metrics: Metrics;
  readonly trace: HttpOptions['trace'];
}

async function createApp(config: Config, { logger, metrics, trace }: Watching, module: ReturnType<typeof AppModule.with>): Promise<NestFastifyApplication> {
  const random = new SystemRandom();
  const adapter = httpAdapter({
    ...config.http,
    hosts: new Hosts(config.publicOrigin, config.consoleOrigin),
    production: config.production,
    trustedProxies: new TrustedProxies(config.http.trustedProxies),
    clock: new SystemClock(),
    random,
    fixedPages: ['/api', '/api/'],
    trace,
    onAnswer: accessLog(logger, metrics),
  });
  const app = await NestFactory.create<NestFastifyApplication>(module, adapter, {
    bodyParser: false,
    logger: new NestLogger(logger, (alarm) => metrics.alarms.inc({ alarm })),
    abortOnError: false,
  });
  app.useGlobalFilters(new ProblemFilter());
  app.useGlobalPipes(validationPipe());
  await serveApiDescription(app, config);
  await servePages(adapter, {
    folder: 'dist/apps/sign-in/browser',
    basePath: '/',
    reserved: ['/api', '/dev', '/healthz', '/readyz', '/metrics', '/console'],
    random,
  });
  await servePages(adapter, { folder: 'dist/apps/admin-console/browser', basePath: '/console', reserved: [], random });
  await app.get(PasswordHasher).warmUp();
  return app;
}
