/** `npm start`: builds what is not up to date and becomes the service. */
import { build } from './build.mjs';
import { become, failed, stopOnSignals } from './steps.mjs';

/** @param {readonly string[]} args */
export default async function main(args) {
  stopOnSignals();
  await build().catch(failed);
  become('dist/apps/auth/src/main.js', args);
}
