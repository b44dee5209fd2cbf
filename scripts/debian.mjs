/** Programs on the PATH, and Debian's packages where this user may install them. */
import { existsSync } from 'node:fs';
import { run } from './steps.mjs';

/**
 * @param {string} name
 * @returns {string | undefined} its path
 */
export function onPath(name) {
  return (process.env.PATH ?? '')
    .split(':')
    .map((folder) => `${folder}/${name}`)
    .find((path) => existsSync(path));
}

/**
 * Installs a package where that is possible; whether it is there now, the caller sees.
 *
 * @param {string} name
 */
export async function installPackage(name) {
  const asRoot = process.getuid?.() === 0 ? [] : ['sudo', '-n'];
  if (onPath('apt-get') === undefined) return;
  if (asRoot.length > 0 && (await run('sudo', ['-n', 'true'])).code !== 0) return;
  console.log(`… installing the package ${name} with apt-get`);
  const [command, ...args] = [...asRoot, 'env', 'DEBIAN_FRONTEND=noninteractive', 'apt-get', '-qq'];
  await run(command, [...args, 'update']);
  await run(command, [...args, 'install', '-y', '--no-install-recommends', name]);
}
