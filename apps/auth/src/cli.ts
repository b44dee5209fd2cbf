import 'reflect-metadata';
import { userInfo } from 'node:os';
import { EventStoreUnavailableError } from '#event-store/event-store.js';
import { runCommandLine } from './cli/run-command-line.js';
import { loadConfig } from './config.js';
import { startFailure } from './start-failure.js';

/** The whole service is only loaded where none runs: a command that it answers is much quicker. */
const here = () => import('./cli/open-here.js');

// oxlint-disable-next-line node/no-process-env -- handed to config.ts whole, as in main.ts
const settings = (over: Readonly<Record<string, string>> = {}) => loadConfig({ ...process.env, ...over });

/** `npm run vestibule -- …`. What it can do: `--help`. */
process.exitCode = await runCommandLine(
  process.argv.slice(2),
  {
    streams: process,
    userName: userInfo().username,
    operatorOptions: () => {
      const config = settings();
      return { dataDir: config.dataDir, isEmbedded: config.eventStore.kind === 'embedded', openHere: async () => (await here()).openHere(config) };
    },
    rebuildViews: async (onProgress) => (await here()).rebuildViews(settings(), onProgress),
    work: async () => (await import('./app.worker.js')).runWorker(settings({ ROLE: 'work' })),
  },
  (error) => (error instanceof EventStoreUnavailableError ? `The event store cannot be reached: ${error.message}` : startFailure(error)),
);
