/**
 * Builds what is not up to date: the service, the types of its API, then the pages. A part is up to date when the
 * contents of all its inputs are what they were at its last successful build, whatever the clock or git did to the files
 * meanwhile.
 */
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { compressFiles } from './compress.mjs';
import { apiTypes, writeApiTypes } from './api-types.mjs';
import { StepFailed, failed, run, step, stopOnSignals } from './steps.mjs';

const builtFile = 'dist/.built.json';
const common = ['package-lock.json', 'tsconfig.json'];
const serviceSources = ['libs/domain', 'libs/event-store', 'apps/auth'];
const commonOfPages = [...common, 'angular.json', 'scripts/compress.mjs', 'libs/pages'];

/** What no build reads: a change of it builds nothing. */
const notBuilt = /\.spec\.ts$|(^|\/)testing$/;

/**
 * @typedef {object} Part
 * @property {string} name
 * @property {readonly string[]} inputs files and folders
 * @property {string} output what is there after a build
 * @property {() => Promise<{ code: number, output: string }>} build
 */

/** @type {readonly Part[]} in the order in which they are built */
const parts = [
  {
    name: 'service',
    inputs: [...common, 'tsconfig.build.json', 'nest-cli.json', ...serviceSources],
    output: 'dist/apps/auth/src/main.js',
    build: () => {
      // The compiler believes its notes of the last build, not the folder: without the output they are worth nothing.
      if (!existsSync('dist/apps/auth/src/main.js')) rmSync('dist/.tsbuildinfo', { force: true });
      return run('nest', ['build']);
    },
  },
  {
    name: 'types of the API',
    inputs: [...common, ...serviceSources, 'scripts/api-types.mjs'],
    output: apiTypes,
    build: writeApiTypes,
  },
  {
    name: 'pages',
    inputs: [...commonOfPages, 'apps/sign-in'],
    output: 'dist/apps/sign-in/browser',
    build: () => buildPages('sign-in'),
  },
  {
    name: 'console',
    inputs: [...commonOfPages, 'apps/admin-console'],
    output: 'dist/apps/admin-console/browser',
    build: () => buildPages('admin-console'),
  },
];

/**
 * Builds what is not up to date, and fails with {@link StepFailed}.
 *
 * @param {{ only?: string, print?: (line: string) => void }} [options] `only`: the name of one part
 */
export async function build({ only, print = console.log } = {}) {
  mkdirSync('dist', { recursive: true });
  for (const part of parts) {
    if (only !== undefined && part.name !== only) continue;
    const inputs = digest(part.inputs);
    if (built()[part.name] === inputs && existsSync(part.output)) {
      print(`✓ ${part.name}: up to date`);
      continue;
    }
    print(`… building the ${part.name}`);
    await step(`built the ${part.name}`, part.build, print);
    if (!existsSync(part.output)) throw new StepFailed(`${part.name}: ${part.output} was not built`);
    writeFileSync(builtFile, JSON.stringify({ ...built(), [part.name]: inputs }, null, 2));
  }
}

/** @param {string} name of the Angular application */
async function buildPages(name) {
  const result = await run('ng', ['build', name, '--no-progress'], { env: { NG_CLI_ANALYTICS: 'false' } });
  if (result.code === 0) compressFiles(`dist/apps/${name}/browser`);
  return result;
}

/** @returns {Record<string, string>} the digest of the inputs of each part at its last successful build */
function built() {
  return existsSync(builtFile) ? JSON.parse(readFileSync(builtFile, 'utf8')) : {};
}

/**
 * @param {readonly string[]} paths
 */
function digest(paths) {
  const hash = createHash('sha256');
  for (const file of paths.flatMap((path) => filesUnder(path))) {
    hash.update(`${file}\0`).update(createHash('sha256').update(readFileSync(file)).digest());
  }
  return hash.digest('hex');
}

/**
 * @param {string} path
 * @returns {string[]} sorted, so that the same files make the same digest
 */
function filesUnder(path) {
  if (notBuilt.test(path) || !existsSync(path)) return [];
  if (!statSync(path).isDirectory()) return [path];
  return readdirSync(path).toSorted().flatMap((name) => filesUnder(`${path}/${name}`));
}

export default async function main() {
  stopOnSignals();
  await build().catch(failed);
}
