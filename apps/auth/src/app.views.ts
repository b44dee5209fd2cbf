import { availableParallelism } from 'node:os';
import { extname } from 'node:path';
import { Worker } from 'node:worker_threads';
import { projections } from './app.projections.js';
import { eventHistoryProjection } from './audit/event-history/event-history.projection.js';
import type { Config } from './config.js';
import type { HalfTask, OtherHalf } from './platform/projections/other-half.js';

/** What `app.builder` is given. */
export interface BuilderData {
  readonly config: Config;
  readonly task: HalfTask;
}

/** The event history is half of the work; the other views are built on a thread of their own. Sources that were not compiled have none. */
export function otherHalf(config: Config): OtherHalf | undefined {
  if (availableParallelism() < 2 || extname(import.meta.filename) !== '.js') return undefined;
  const names = projections.filter((projection) => projection.name !== eventHistoryProjection.name).map(({ name }) => name);
  return { names, leastEvents: 10_000, build: (task, signal) => buildApart({ config, task }, signal) };
}

function buildApart(workerData: BuilderData, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(new URL('./app.builder.js', import.meta.url), { workerData, execArgv: [] });
    const end = (): void => void worker.terminate();
    signal.addEventListener('abort', end, { once: true });
    worker.once('error', reject);
    worker.once('exit', (code) => {
      signal.removeEventListener('abort', end);
      if (code === 0) resolve();
      else reject(new Error(`the thread that builds views ended with ${code}`));
    });
  });
}
