import { execFileSync } from 'node:child_process';
import { closeSync, mkdirSync, mkdtempSync, openSync, renameSync, rmdirSync, rmSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const MOUNTED_KIB = 16_384;

/**
 * A file system so small that it can be filled. Where this machine may mount one (Linux, as root), a disk that really is full
 * (ENOSPC); elsewhere files of the service that may not grow any more (EFBIG), which SQLite meets in the same way.
 */
export class SmallDisk {
  readonly folder: string;
  readonly #mount = mkdtempSync(join(tmpdir(), 'vestibule-disk-'));
  readonly #isMounted: boolean;

  constructor() {
    this.#isMounted = succeeds('mount', ['-t', 'tmpfs', '-o', `size=${MOUNTED_KIB}k`, 'tmpfs', this.#mount]);
    this.folder = join(this.#mount, 'data');
    mkdirSync(this.folder, { mode: 0o700 });
  }

  /** Not a byte more, for the service with this process id. */
  fill(pid: number): void {
    if (!this.#isMounted) return void execFileSync('prlimit', [`--pid=${pid}`, '--fsize=4096:unlimited']);
    const ballast = openSync(this.#ballast, 'w');
    try {
      for (const block of [1 << 20, 4_096]) this.#write(ballast, Buffer.alloc(block));
    } finally {
      closeSync(ballast);
    }
  }

  free(pid: number): void {
    if (this.#isMounted) rmSync(this.#ballast);
    else execFileSync('prlimit', [`--pid=${pid}`, '--fsize=unlimited:unlimited']);
  }

  /**
   * As when the file system became read-only beneath the service with this process id: no write succeeds any more, not even one
   * that needs no more room. (Linux remounts nothing that a process has open for writing, so the process is forbidden instead.)
   */
  stopWrites(pid: number): void {
    execFileSync('prlimit', [`--pid=${pid}`, '--fsize=0:unlimited']);
  }

  allowWrites(pid: number): void {
    execFileSync('prlimit', [`--pid=${pid}`, '--fsize=unlimited:unlimited']);
  }

  /** For a service that is not running. Elsewhere than on a mount, because modes forbid root nothing: a folder is where its log should be. */
  forbidWriting(): void {
    if (this.#isMounted) return void execFileSync('mount', ['-o', 'remount,ro', this.#mount]);
    renameSync(this.#log, `${this.#log}.aside`);
    mkdirSync(this.#log);
  }

  allowWriting(): void {
    if (this.#isMounted) return void execFileSync('mount', ['-o', 'remount,rw', this.#mount]);
    rmdirSync(this.#log);
    renameSync(`${this.#log}.aside`, this.#log);
  }

  remove(): void {
    if (this.#isMounted) execFileSync('umount', ['-l', this.#mount]);
    rmSync(this.#mount, { recursive: true, force: true });
  }

  get #log(): string {
    return join(this.folder, 'events.sqlite');
  }

  get #ballast(): string {
    return join(this.#mount, 'ballast');
  }

  #write(file: number, block: Buffer): void {
    try {
      for (;;) writeSync(file, block);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ENOSPC') throw error;
    }
  }
}

function succeeds(command: string, args: readonly string[]): boolean {
  try {
    execFileSync(command, args, { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}
