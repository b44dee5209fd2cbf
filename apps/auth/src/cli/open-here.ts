import { join } from 'node:path';
import { Logger } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { pino } from 'pino';
import { AppModule } from '../app.module.js';
import { projections } from '../app.projections.js';
import { openLog } from '../app.store.js';
import { otherHalf } from '../app.views.js';
import type { OpenedHere } from './operator.js';
import type { RebuildDone } from './program.js';
import type { Config } from '../config.js';
import { OperatorCommands } from '../operator/operator-commands.js';
import { SystemClock } from '../platform/clock.js';
import { KeyVault } from '../platform/keys/key-vault.js';
import { createLogger, NestLogger } from '../platform/observability/logger.js';
import { ProjectionRunner } from '../platform/projections/projection-runner.js';
import { inWords } from '../platform/projections/rebuild.js';
import { Views } from '../platform/projections/views.js';
import { SystemRandom } from '../platform/random.js';

/** The service's parts without HTTP and without reactions: mails are sent by the service alone. */
export async function openHere(config: Config): Promise<OpenedHere> {
  const { store, keyring } = await openLog(config);
  try {
    const app = await NestFactory.createApplicationContext(AppModule.with(config, { store, keyring }, { reactions: false }), {
      logger: quietLogger(),
      abortOnError: false,
    });
    return {
      commands: app.get(OperatorCommands, { strict: false }),
      close: async () => {
        await app.close();
        await store.close();
      },
    };
  } catch (error) {
    await store.close();
    throw error;
  }
}

/** Without the application: its views would already be read while they are thrown away. */
export async function rebuildViews(config: Config, onProgress: (line: string) => void): Promise<RebuildDone> {
  const { store, keyring } = await openLog(config);
  Logger.overrideLogger(quietLogger());
  try {
    const clock = new SystemClock();
    const views = Views.open(join(config.dataDir, 'views.sqlite'));
    const runner = new ProjectionRunner(views, store, new KeyVault(store, keyring, new SystemRandom(), clock), clock, projections, { otherHalf: otherHalf(config) });
    let shownAt = 0;
    const { events, seconds } = await runner.rebuild((progress) => {
      if (progress.seconds - shownAt < 1) return;
      shownAt = progress.seconds;
      onProgress(inWords(progress));
    });
    const stopped = runner.status().flatMap(({ name, lastError }) => (lastError === null ? [] : [`${name}: ${lastError}`]));
    views.close();
    return { events, seconds, stopped };
  } finally {
    await store.close();
  }
}

/** Stdout belongs to the answer, and only what is wrong is of interest. */
const quietLogger = (): NestLogger => new NestLogger(createLogger({ level: 'error', destination: pino.destination({ dest: 2, sync: true }) }));
