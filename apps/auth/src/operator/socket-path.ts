import { createHash } from 'node:crypto';
import { lstatSync, mkdirSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';

/** What fits into `sun_path`: 108 bytes on Linux and 104 on macOS, with the zero at the end. */
const MAX_PATH_BYTES = 103;

/** Where the service listens and the command line asks: in the data folder, or, where that path is too long, under /tmp. */
export function socketPath(dataDir: string, system = process.platform): string {
  const name = createHash('sha256').update(resolve(dataDir)).digest('hex').slice(0, 24);
  if (system === 'win32') return `\\\\.\\pipe\\vestibule-${name}`;
  const path = join(resolve(dataDir), 'vestibule.sock');
  if (Buffer.byteLength(path) <= MAX_PATH_BYTES) return path;
  // Not os.tmpdir(): TMPDIR may differ between the service and a shell.
  return join(sharedFolder(), `${name}.sock`);
}

/** Under a folder that everybody may write to; a data folder that happens to lie there is another matter. */
const sharedFolder = (): string => `/tmp/vestibule-${process.getuid?.() ?? 0}`;

/**
 * Makes sure that nobody else can put a socket where ours is expected. In the data folder that is so already.
 *
 * @throws Error the folder under /tmp belongs to somebody else, or others may write to it
 */
export function prepareSocketFolder(path: string): void {
  const folder = dirname(path);
  if (folder !== sharedFolder()) return;
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  demandOwnFolder(folder);
}

/** The same question for who connects. */
export function isTrustworthy(path: string): boolean {
  if (dirname(path) !== sharedFolder()) return true;
  try {
    demandOwnFolder(dirname(path));
    return true;
  } catch {
    return false;
  }
}

function demandOwnFolder(folder: string): void {
  const { uid, mode } = lstatSync(folder);
  const isFolder = lstatSync(folder).isDirectory();
  if (!isFolder || uid !== process.getuid?.() || (mode & 0o077) !== 0) {
    throw new Error(`${folder} must be a folder of this user alone (mode 700); remove it, or use a shorter DATA_DIR`);
  }
}
