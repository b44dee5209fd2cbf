import 'reflect-metadata';
import { loadConfig } from './config.js';
import { startFailure } from './start-failure.js';

async function main(): Promise<void> {
  // oxlint-disable-next-line node/no-process-env -- handed to config.ts whole
  const config = loadConfig(process.env);
  // A worker alone loads neither the API nor the views.
  if (config.role === 'work') await (await import('./app.worker.js')).runWorker(config);
  else await (await import('./app.service.js')).runService(config);
}

main().catch((error: unknown) => {
  process.stderr.write(`${startFailure(error)}\n`);
  process.exit(1);
});
