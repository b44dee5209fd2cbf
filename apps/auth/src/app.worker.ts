import { Module, type DynamicModule } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { EventStore } from '#event-store/event-store.js';
import { coreProviders, type Opened, workProviders } from './app.core.js';
import { openLog, openShared } from './app.store.js';
import type { Config } from './config.js';
import { stopOnSignals } from './platform/observability/graceful-stop.js';
import { createLogger, NestLogger } from './platform/observability/logger.js';
import { ReadinessRegistry } from './platform/observability/readiness.js';
import { StatusListener } from './platform/observability/status-listener.js';
import { PlatformModule } from './platform/platform.module.js';

/** Reactions and jobs, without the API, the pages and the views. */
@Module({})
class WorkerModule {
  static with(config: Config, opened: Opened): DynamicModule {
    return { module: WorkerModule, imports: [PlatformModule.with(coreProviders(config, opened))], providers: workProviders(config, opened) };
  }
}

/**
 * A worker alone: resolves when it is at work, and ends the process at a signal. Of several, one has the lease; with Redis all of
 * them do the jobs. It answers `/healthz` and `/readyz` where a service would listen.
 */
export async function runWorker(config: Config): Promise<void> {
  const logger = createLogger({ level: config.logLevel });
  const { queue } = await openShared(config);
  const { keyring, store } = await openLog(config);
  const app = await NestFactory.createApplicationContext(WorkerModule.with(config, { store, keyring, queue }), {
    logger: new NestLogger(logger),
    abortOnError: false,
  });
  const readiness = app.get(ReadinessRegistry);
  readiness.register('eventStore', async () => void (await app.get(EventStore).readAll({ limit: 1 })));
  const listener = new StatusListener(readiness);
  stopOnSignals({
    steps: [
      { name: 'readiness', run: () => readiness.stop() },
      { name: 'reactions and jobs', run: () => app.close() },
      { name: 'event store', run: () => store.close() },
      { name: 'probes', run: () => listener.stop() },
    ],
    timeoutSeconds: config.stopTimeoutSeconds,
    log: logger,
    process,
  });
  await listener.start(config.http);
  logger.info({ port: config.http.port }, 'working');
}
