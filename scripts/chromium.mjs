/** Finds a Chromium for the browser journeys, or installs one. */
import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { chromium } from 'playwright-core';
import { installPackage, onPath } from './debian.mjs';
import { StepFailed, run } from './steps.mjs';

const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];
const applications = ['/Applications/Google Chrome.app/Contents/MacOS/Google Chrome', '/Applications/Chromium.app/Contents/MacOS/Chromium'];

/** @returns {string | undefined} the path of the first that is there and starts */
export function findChromium() {
  const candidates = [process.env.CHROMIUM_PATH, ...names.map((name) => onPath(name)), ...applications, chromium.executablePath()];
  return candidates.find((path) => path !== undefined && path !== '' && existsSync(path) && starts(path));
}

/**
 * Debian's own package where this user may install packages, else the build of Chromium that Playwright offers.
 *
 * @returns {Promise<string>} the path of the installed browser
 */
export async function installChromium() {
  await installPackage('chromium');
  if (findChromium() === undefined) {
    console.log('… installing Chromium with Playwright');
    await run('playwright-core', ['install', 'chromium']);
  }
  const found = findChromium();
  if (found !== undefined) return found;
  throw new StepFailed(
    'no Chromium for the browser tests. Install Chromium or Google Chrome (Debian: apt-get install chromium) so that it is on the PATH, or name it in CHROMIUM_PATH.',
  );
}

/**
 * Being there is not enough: a stub that only tells how to install the browser is there as well.
 *
 * @param {string} path
 */
function starts(path) {
  try {
    execFileSync(path, ['--version'], { stdio: 'ignore', timeout: 20_000 });
    return true;
  } catch {
    return false;
  }
}
