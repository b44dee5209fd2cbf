import 'reflect-metadata';
import { mkdirSync } from 'node:fs';
import { NestFactory } from '@nestjs/core';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { SqliteEventStore } from '#event-store/index.js';
import { AppModule } from './app.module.js';
import { loadConfig, type Config } from './config.js';
import { prepareDemonstration, printDemonstration } from './demonstration/index.js';
import { OperatorServer } from './operator/operator-server.js';
import { serveApiDescription } from './api-description/page.js';
import { startFailure } from './start-failure.js';
import { SystemClock } from './platform/clock.js';
import { httpAdapter } from './platform/http/adapter.js';
import { servePages } from './platform/http/pages.js';
import { ProblemFilter } from './platform/http/problem.filter.js';
import { TrustedProxies } from './platform/http/source-address.js';
import { validationPipe } from './platform/http/validation.js';
import { loadKeyring } from './platform/keys/load-keyring.js';
import { accessLog } from './platform/observability/access-log.js';
import { stopOnSignals } from './platform/observability/graceful-stop.js';
import { createLogger, NestLogger, type PinoLogger } from './platform/observability/logger.js';
import { ReadinessRegistry } from './platform/observability/readiness.js';
import { PasswordHasher } from './platform/passwords/password-hasher.js';
import { SystemRandom } from './platform/random.js';

async function main(): Promise<void> {
  // oxlint-disable-next-line node/no-process-env -- handed to config.ts whole
  const config = loadConfig(process.env);
  const logger = createLogger({ level: config.logLevel });
  mkdirSync(config.dataDir, { recursive: true, mode: 0o700 });
  // Before the store: a log without its keys must be refused, not joined by new ones.
  const keyring = loadKeyring(config.secrets, config);
  const store = await SqliteEventStore.open({ directory: config.dataDir });
  const app = await createApp(config, logger, AppModule.with(config, { store, keyring }));
  await app.init();
  const demonstration = await prepareDemonstration(app, config);
  const readiness = app.get(ReadinessRegistry);
  stopOnSignals({
    steps: [
      { name: 'readiness', run: () => readiness.stop() },
      { name: 'requests, reactions and views', run: () => app.close() },
      { name: 'event store', run: () => store.close() },
    ],
    timeoutSeconds: config.stopTimeoutSeconds,
    log: logger,
    process,
  });
  await app.listen(config.http.port, config.http.host);
  await app.get(OperatorServer, { strict: false }).start();
  logger.info({ address: config.publicOrigin }, 'listening');
  if (config.production) {
    if ((await store.readAll({ limit: 1 })).length === 0) {
      logger.warn('nobody can sign in yet: "npm run vestibule -- owner create --email … --name …" prints a one-time link for the first owner');
    }
  } else {
    const hasMailbox = config.mail.smtpUrl === undefined;
    printDemonstration(demonstration, { ...config, hasMailbox }, (text) => process.stdout.write(text));
  }
}

async function createApp(config: Config, logger: PinoLogger, module: ReturnType<typeof AppModule.with>): Promise<NestFastifyApplication> {
  const random = new SystemRandom();
  const adapter = httpAdapter({
    ...config.http,
    publicOrigin: config.publicOrigin,
    production: config.production,
    trustedProxies: new TrustedProxies(config.http.trustedProxies),
    clock: new SystemClock(),
    random,
    fixedPages: ['/api', '/api/'],
    onAnswer: accessLog(logger),
  });
  const app = await NestFactory.create<NestFastifyApplication>(module, adapter, {
    bodyParser: false,
    logger: new NestLogger(logger),
    abortOnError: false,
  });
  app.useGlobalFilters(new ProblemFilter());
  app.useGlobalPipes(validationPipe());
  await serveApiDescription(app, config);
  await servePages(adapter, {
    folder: 'dist/apps/sign-in/browser',
    basePath: '/',
    reserved: ['/api', '/dev', '/healthz', '/readyz', '/console'],
    random,
  });
  await app.get(PasswordHasher).warmUp();
  return app;
}

main().catch((error: unknown) => {
  process.stderr.write(`${startFailure(error)}\n`);
  process.exit(1);
});
