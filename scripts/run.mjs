/**
 * The one entry of all npm scripts: `node scripts/run.mjs <task> [arguments]`.
 *
 * It may be started by any Node ≥ 20 and therefore uses nothing newer itself: it makes sure that the dependencies are
 * there and goes on under the Node that package.json pins, so that everything behind it sees one version only.
 */
import { spawn } from 'node:child_process';
import { existsSync, realpathSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const bin = join(root, 'node_modules', '.bin');
const pinnedNode = join(bin, 'node');
const [task = '', ...args] = process.argv.slice(2);

if (!existsSync(pinnedNode)) {
  console.error('The dependencies are not installed: run "npm ci" first.');
  process.exit(1);
}

if (realpathSync(process.execPath) === realpathSync(pinnedNode)) {
  // Tools that are found by name (and their "#!/usr/bin/env node") must be the pinned ones, however this was started.
  process.env.PATH = `${bin}${delimiter}${process.env.PATH ?? ''}`;
  process.chdir(root);
  const { default: main } = await import(`./${task}.mjs`);
  await main(args);
} else {
  const child = spawn(pinnedNode, [fileURLToPath(import.meta.url), task, ...args], { stdio: 'inherit' });
  for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP'])) process.on(signal, () => child.kill(signal));
  child.on('exit', (code, signal) => process.exit(code ?? (signal === 'SIGINT' ? 130 : 1)));
}
