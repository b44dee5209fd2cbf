/** Finds the program redis-server for the tests, or installs it. */
import { execFileSync } from 'node:child_process';
import { installPackage, onPath } from './debian.mjs';
import { StepFailed } from './steps.mjs';

/** @returns {string | undefined} the path of one that starts */
export function findRedis() {
  const candidates = [process.env.REDIS_SERVER, onPath('redis-server'), onPath('valkey-server')];
  return candidates.find((path) => path !== undefined && path !== '' && starts(path));
}

/** @returns {Promise<string>} its path */
export async function installRedis() {
  await installPackage('redis-server');
  const found = findRedis();
  if (found !== undefined) return found;
  throw new StepFailed('no Redis for the tests. Install it (Debian: apt-get install redis-server) so that redis-server is on the PATH, or name it in REDIS_SERVER.');
}

/** @param {string} path */
function starts(path) {
  try {
    execFileSync(path, ['--version'], { stdio: 'ignore', timeout: 20_000 });
    return true;
  } catch {
    return false;
  }
}
