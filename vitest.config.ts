import { availableParallelism } from 'node:os';
import { fileURLToPath } from 'node:url';
import { defineConfig, type TestProjectConfiguration } from 'vitest/config';

const at = (path: string): string => fileURLToPath(new URL(path, import.meta.url));

/**
 * `unit` needs nothing; `e2e` and `browser` start the built service (`npm run build` first; `npm test` does it), `browser`
 * a Chromium as well. They share one queue, by name: the long files of `browser` first, and at its end, when a worker waits for the
 * other, the many short ones of `unit`.
 */
const project = (name: string, test: Record<string, unknown>): TestProjectConfiguration => ({ extends: true, test: { name, ...test } });

export default defineConfig({
  // The same names as "imports" in package.json, pointed at the sources instead of the build.
  resolve: {
    alias: [
      { find: /^#domain\//, replacement: at('./libs/domain/src/') },
      { find: /^#event-store\//, replacement: at('./libs/event-store/src/') },
      { find: /^#pages\//, replacement: at('./libs/pages/src/') },
    ],
  },
  oxc: { decorator: { legacy: true, emitDecoratorMetadata: true } },
  test: {
    // What is waited for comes, on a machine that is busy with other things much later than on one that is not. These limits only end
    // what would never come: no test is about how fast something is.
    testTimeout: 180_000,
    hookTimeout: 240_000,
    expect: { poll: { timeout: 60_000, interval: 20 } },
    // Most files start a service, some a browser or three services: more at a time would only wait for one another.
    maxWorkers: Math.max(2, Math.ceil(availableParallelism() / 2)),
    projects: [
      project('unit', {
        include: ['libs/**/*.spec.ts', 'apps/auth/**/*.spec.ts', 'apps/{sign-in,admin-console}/src/**/*.spec.ts', 'test/support/**/*.spec.ts', 'test/deploy/**/*.spec.ts'],
      }),
      project('e2e', {
        include: ['test/{contract,end-to-end,fault,load}/**/*.spec.ts'],
      }),
      // The journeys once more, on the stand-in for EventStoreDB. Left out is what does not touch the store, or looks into its files.
      project('e2e-eventstoredb', {
        include: ['test/end-to-end/**/*.spec.ts'],
        exclude: ['test/end-to-end/{api-description,image,metrics,secrecy,start,traces}.spec.ts'],
        env: { TEST_EVENT_STORE: 'eventstoredb' },
      }),
      project('browser', {
        include: ['test/browser/**/*.spec.ts'],
        testTimeout: 300_000,
      }),
    ],
  },
});
