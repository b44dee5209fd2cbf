/**
 * `npm run bench [-- --quick] [-- --json file]`: how fast the built service is on this machine, beside what the machine
 * itself can do. See docs/performance.md.
 */
import { build } from './build.mjs';
import { failed, run, stopOnSignals } from './steps.mjs';

/** `test/load` is TypeScript like all tests; Node runs it as it is and takes everything else from the build. */
export const typescriptFlags = ['--experimental-transform-types', '--disable-warning=ExperimentalWarning', '--import', './test/load/from-build.mjs'];

/** @param {readonly string[]} args */
export default async function main(args) {
  stopOnSignals();
  try {
    await build();
    const { code } = await run('node', [...typescriptFlags, 'test/load/bench.ts', ...args], { live: true });
    process.exitCode = code;
  } catch (error) {
    failed(error);
  }
}
