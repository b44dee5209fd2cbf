/** `npm run vestibule -- …`: the command line of the service, built before when it is not up to date. */
import { build } from './build.mjs';
import { become, failed, stopOnSignals } from './steps.mjs';

/** @param {readonly string[]} args */
export default async function main(args) {
  stopOnSignals();
  // stdout belongs to the answer of the command, which may be JSON for another program.
  const print = (/** @type {string} */ line) => (line.endsWith('up to date') ? undefined : console.error(line));
  await build({ only: 'service', print }).catch(failed);
  become('dist/apps/auth/src/cli.js', args);
}
