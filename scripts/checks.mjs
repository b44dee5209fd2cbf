/** The checks that need no test: the style, the types, the direction of the imports. */
import { existsSync } from 'node:fs';
import { run, step, stopOnSignals } from './steps.mjs';

/** The build of the pages checks their sources itself, templates included, but not their tests. */
const projects = ['tsconfig.json', 'scripts/tsconfig.json', 'libs/pages/tsconfig.spec.json', 'apps/sign-in/tsconfig.spec.json', 'apps/admin-console/tsconfig.spec.json'];

/** @type {Record<string, () => Promise<{ code: number, output: string }>>} */
const checks = {
  lint: () => run('oxlint', ['--type-aware']),
  types: async () => {
    const results = [];
    for (const project of projects.filter((path) => existsSync(path))) {
      // Not the notes of the build: a check that emits nothing must not tell it that nothing is left to do.
      results.push(await run('tsc', ['-p', project, '--noEmit', '--incremental', '--tsBuildInfoFile', `dist/.types/${project.replaceAll('/', '-')}`]));
    }
    return { code: Math.max(...results.map(({ code }) => code)), output: results.map(({ output }) => output).join('') };
  },
  imports: () => run('depcruise', ['libs', 'apps', 'test', '--output-type', 'err-long']),
};

/**
 * Runs the named checks, all of them at the same time: the failures of all are worth more than the first one sooner.
 *
 * @param {readonly string[]} names
 * @returns {Promise<string[]>} the names of those that failed; each has said why
 */
export async function failedChecks(names = Object.keys(checks)) {
  const results = await Promise.allSettled(names.map((name) => step(name, checks[name] ?? unknownCheck)));
  return names.filter((_, index) => results[index]?.status === 'rejected');
}

async function unknownCheck() {
  return { code: 1, output: `There is no such check; there are: ${Object.keys(checks).join(', ')}.` };
}

/** `npm run lint`, `npm run typecheck`. @param {readonly string[]} names */
export default async function main(names) {
  stopOnSignals();
  process.exitCode = (await failedChecks(names)).length === 0 ? 0 : 1;
}
