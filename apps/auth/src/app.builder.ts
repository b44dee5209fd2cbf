/* A thread that builds some of the views in a file of their own, and ends: see app.views.ts. */
import { workerData } from 'node:worker_threads';
import { Logger } from '@nestjs/common';
import { projections, typesOfNoInterest } from './app.projections.js';
import { openLogBeside } from './app.store.js';
import type { BuilderData } from './app.views.js';
import { SystemClock } from './platform/clock.js';
import { KeyVault } from './platform/keys/key-vault.js';
import { ProjectionRunner } from './platform/projections/projection-runner.js';
import { Views } from './platform/projections/views.js';
import { SystemRandom } from './platform/random.js';

const { config, task } = workerData as BuilderData;
// An event that cannot be applied is met again, and told about, by the service.
Logger.overrideLogger(false);
const chosen = projections.filter(({ name }) => task.names.includes(name));
const { store, keyring } = await openLogBeside(config, typesOfNoInterest(chosen));
try {
  const clock = new SystemClock();
  const views = Views.open(task.file);
  await new ProjectionRunner(views, store, new KeyVault(store, keyring, new SystemRandom(), clock), clock, chosen).buildUntil(task.until);
  views.leave();
} finally {
  await store.close();
}
