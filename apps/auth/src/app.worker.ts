import { Module, type DynamicModule } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { EventStore } from '#event-store/event-store.js';
import { coreProviders, type Opened, standingProviders, workProviders } from './app.core.js';
import { askStore, watchParts } from './app.readiness.js';
import { openLog, openShared, openTracing } from './app.store.js';
import type { Config } from './config.js';
import { MetricsAccess } from './platform/metrics/metrics-access.js';
import { Metrics } from './platform/metrics/metrics.js';
import { Standing } from './platform/metrics/standing.js';
import { stopOnSignals } from './platform/observability/graceful-stop.js';
import { createLogger, NestLogger } from './platform/observability/logger.js';
import { ReadinessRegistry } from './platform/observability/readiness.js';
import { StatusListener } from './platform/observability/status-listener.js';
import { ReactionRunner } from './platform/reactions/reaction-runner.js';
import { PlatformModule } from './platform/platform.module.js';

/** Reactions and jobs, without the API, the pages and the views. */
@Module({})
class WorkerModule {
  static with(config: Config, opened: Opened): DynamicModule {
    return { module: WorkerModule, imports: [PlatformModule.with(coreProviders(config, opened))], providers: [...workProviders(config, opened), ...standingProviders(config)] };
  }
}

/**
 * A worker alone: resolves when it is at work, and ends the process at a signal. Of several, one has the lease; with Redis all of
 * them do the jobs. It answers `/healthz`, `/readyz` and `/metrics` where a service would listen.
 */
export async function runWorker(config: Config): Promise<void> {
  const logger = createLogger({ level: config.logLevel });
  const tracing = await openTracing(config);
  const { queue } = await openShared(config);
  const { keyring, store } = await openLog(config);
  const metrics = new Metrics();
  metrics.watchProcess();
  const app = await NestFactory.createApplicationContext(WorkerModule.with(config, { store, keyring, queue, metrics }), {
    logger: new NestLogger(logger, (alarm) => metrics.alarms.inc({ alarm })),
    abortOnError: false,
  });
  const readiness = app.get(ReadinessRegistry);
  readiness.register('eventStore', () => askStore(app.get(EventStore)));
  watchParts(readiness, { store, reactions: app.get(ReactionRunner) });
  const listener = new StatusListener(readiness, app.get(MetricsAccess), app.get(Standing));
  stopOnSignals({
    steps: [
      { name: 'readiness', run: () => readiness.stop() },
      { name: 'reactions and jobs', run: () => app.close() },
      { name: 'event store', run: () => store.close() },
      { name: 'traces', run: () => tracing?.end() },
      { name: 'probes', run: () => listener.stop() },
    ],
    timeoutSeconds: config.stopTimeoutSeconds,
    log: logger,
    process,
  });
  await listener.start(config.http);
  logger.info({ port: config.http.port }, 'working');
}
