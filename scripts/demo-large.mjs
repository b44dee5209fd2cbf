/** `npm run demo:large [-- --into folder …]`: fills an empty data folder with many people and a year of events. */
import { build } from './build.mjs';
import { failed, run, stopOnSignals } from './steps.mjs';
import { typescriptFlags } from './bench.mjs';

/** @param {readonly string[]} args */
export default async function main(args) {
  stopOnSignals();
  try {
    await build({ only: 'service' });
    const { code } = await run('node', [...typescriptFlags, 'test/load/demo-large.ts', ...args], { live: true });
    process.exitCode = code;
  } catch (error) {
    failed(error);
  }
}
