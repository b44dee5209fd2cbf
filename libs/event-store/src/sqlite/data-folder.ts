import { closeSync, mkdirSync, openSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { prepareDatabase } from './schema.js';

const SQLITE_BUSY = 5;

/** The folder belongs to this process until {@link DataFolder.release} or until the process ends, however it ends. */
export class DataFolder {
  readonly #lock: DatabaseSync;

  private constructor(
    readonly file: string,
    lock: DatabaseSync,
  ) {
    this.#lock = lock;
  }

  /**
   * @throws DataFolderInUseError another process, or another store in this one, has it
   * @throws DataFolderUnusableError it cannot be written, or holds a file that is no event log
   */
  static open(directory: string): DataFolder {
    const lock = takeLock(directory);
    const file = join(directory, 'events.sqlite');
    try {
      // Nobody but the owner reads the log; SQLite gives its side files the mode of the main file.
      closeSync(openSync(file, 'a', 0o600));
      prepareDatabase(file);
      return new DataFolder(file, lock);
    } catch (cause) {
      lock.close();
      throw new DataFolderUnusableError(file, cause);
    }
  }

  release(): void {
    this.#lock.close();
  }
}

/**
 * SQLite's own file lock, because the operating system drops it with the process, kill -9 included.
 * The lock file must never be opened in any other way: closing it once would drop the lock (POSIX fcntl).
 */
function takeLock(directory: string): DatabaseSync {
  let lock: DatabaseSync | undefined;
  try {
    mkdirSync(directory, { recursive: true, mode: 0o700 });
    lock = new DatabaseSync(join(directory, 'lock.sqlite'), { timeout: 0 });
    lock.exec('BEGIN EXCLUSIVE');
    return lock;
  } catch (cause) {
    lock?.close();
    if (isBusy(cause)) throw new DataFolderInUseError(directory);
    throw new DataFolderUnusableError(directory, cause);
  }
}

function isBusy(error: unknown): boolean {
  return error instanceof Error && 'errcode' in error && Number(error.errcode) % 256 === SQLITE_BUSY;
}

export class DataFolderInUseError extends Error {
  constructor(directory: string) {
    super(`data folder ${directory} is in use by another process`);
    this.name = 'DataFolderInUseError';
  }
}

export class DataFolderUnusableError extends Error {
  constructor(path: string, cause: unknown) {
    super(`event log ${path} cannot be used: ${cause instanceof Error ? cause.message : String(cause)}`, { cause });
    this.name = 'DataFolderUnusableError';
  }
}
