/** `npm run screenshots [-- folder [width [height]]]`: the pictures of docs/console.md, taken anew. */
import { build } from './build.mjs';
import { typescriptFlags } from './bench.mjs';
import { findChromium, installChromium } from './chromium.mjs';
import { failed, run, stopOnSignals } from './steps.mjs';

/** @param {readonly string[]} args */
export default async function main(args) {
  stopOnSignals();
  try {
    const env = { TZ: 'UTC', CHROMIUM_PATH: findChromium() ?? (await installChromium()) };
    await build();
    const { code } = await run('node', [...typescriptFlags, 'test/screenshots/console.ts', ...args], { live: true, env });
    process.exitCode = code;
  } catch (error) {
    failed(error);
  }
}
