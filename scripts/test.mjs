/**
 * `npm test`: everything that must hold, from a clean checkout: browser, build, checks, all tests, one summary.
 *
 * The last line of a success is alone on its line and reads "N passed, N failed, N skipped".
 */
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { build } from './build.mjs';
import { failedChecks } from './checks.mjs';
import { findChromium, installChromium } from './chromium.mjs';
import { findRedis, installRedis } from './redis.mjs';
import { failed, run, stopOnSignals } from './steps.mjs';

const report = 'test-results/tests.json';

export default async function main() {
  stopOnSignals();
  const startedAt = performance.now();
  try {
    process.env.CHROMIUM_PATH = findChromium() ?? (await installChromium());
    console.log(`✓ browser: ${process.env.CHROMIUM_PATH}`);
    process.env.REDIS_SERVER = findRedis() ?? (await installRedis());
    console.log(`✓ Redis: ${process.env.REDIS_SERVER}`);
    await build();
    const broken = [...(await failedChecks()), ...(await failedTests())];
    summarize(broken, (performance.now() - startedAt) / 1000);
  } catch (error) {
    failed(error);
  }
}

async function failedTests() {
  mkdirSync('test-results', { recursive: true });
  rmSync(report, { force: true });
  const { code } = await run('vitest', ['run', '--reporter=default', '--reporter=json', `--outputFile.json=${report}`], {
    live: true,
  });
  return code === 0 ? [] : ['tests'];
}

/**
 * @param {readonly string[]} broken
 * @param {number} seconds
 */
function summarize(broken, seconds) {
  const tests = existsSync(report) ? JSON.parse(readFileSync(report, 'utf8')) : undefined;
  const skipped = (tests?.numPendingTests ?? 0) + (tests?.numTodoTests ?? 0);
  const counts = `${tests?.numPassedTests ?? 0} passed, ${tests?.numFailedTests ?? 0} failed, ${skipped} skipped`;
  console.log(`\nEverything took ${seconds.toFixed(0)} s.`);
  if (broken.length === 0 && tests !== undefined) {
    console.log(counts);
  } else {
    console.log(`Failed: ${broken.join(', ')} (tests: ${counts})`);
    process.exitCode = 1;
  }
}
