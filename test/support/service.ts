import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { freePort } from '../../apps/auth/src/platform/testing/free-port.js';

const root = fileURLToPath(new URL('../../', import.meta.url));

/** The Node that package.json pins: what the service runs with, whatever runs the tests. */
export const pinnedNode = join(root, 'node_modules/.bin/node');

export interface ServiceOptions {
  /** Settings of the service (docs/limits.md), over those below. */
  readonly env?: Readonly<Record<string, string>>;
  /** An existing data folder instead of a fresh one; it is not removed at the end. */
  readonly dataDir?: string;
  /** For settings that name it; else one that is free. See freePort. */
  readonly port?: number;
  /** The compiled file to start. */
  readonly entry?: string;
  /** How long /readyz may take to say yes. */
  readonly readyWithinMs?: number;
}

/** Somebody of the demonstration, as printed at its first start. */
export interface DemonstrationAccount {
  readonly name: string;
  readonly email: string;
  readonly password: string;
}

/** How a process ended. */
export interface Exit {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
}

/** Settings that only make tests faster; what is tested keeps the values of the product. */
const quick = {
  NODE_ENV: 'test',
  ARGON2_MEMORY_KIB: '1024',
  ARGON2_PASSES: '1',
  // All tests come from one network, and after a start it has a quarter of what it may. The brakes have tests of their own.
  RATE_BEGIN_PER_MINUTE: '10000',
  RATE_PASSWORD_PER_MINUTE: '10000',
  RATE_CHALLENGE_PER_MINUTE: '10000',
  RATE_LINK_PER_MINUTE: '10000',
};

/**
 * Starts the built service as a process of its own, on a free port of this machine only, and waits until it is ready.
 *
 * @throws with everything the service has printed, when it ends or is not ready in time
 */
export async function startService(options: ServiceOptions = {}): Promise<Service> {
  const service = new Service(options.dataDir ?? mkdtempSync(join(tmpdir(), 'vestibule-')), options.port ?? (await freePort()), options);
  try {
    await service.start();
    return service;
  } catch (error) {
    await service[Symbol.asyncDispose]();
    throw error;
  }
}

/** One service on one data folder and one port; it can be stopped, killed and started again. */
export class Service {
  readonly origin: string;
  #process: ChildProcess | undefined;
  #exit: Promise<Exit> | undefined;
  #output = '';

  constructor(
    readonly dataDir: string,
    readonly port: number,
    private readonly options: ServiceOptions,
  ) {
    this.origin = `http://localhost:${port}`;
  }

  /** All it is told; nothing of the environment of the tests reaches it, because a service refuses settings it does not know. */
  get env(): Readonly<Record<string, string>> {
    return {
      PATH: process.env['PATH'] ?? '',
      HOME: this.dataDir,
      ...quick,
      HOST: '127.0.0.1',
      PORT: String(this.port),
      DATA_DIR: this.dataDir,
      ...this.options.env,
    };
  }

  get pid(): number | undefined {
    return this.#process?.pid;
  }

  /** Everything printed since the first start, stdout and stderr in the order they came. */
  get output(): string {
    return this.#output;
  }

  /** The lines of the log that are JSON. */
  get log(): readonly Readonly<Record<string, unknown>>[] {
    return this.#output.split('\n').flatMap((line) => (line.startsWith('{') ? [JSON.parse(line) as Record<string, unknown>] : []));
  }

  /** Starts it (again), on the same folder and port, and waits until it is ready. */
  async start(): Promise<void> {
    const child = spawn(pinnedNode, ['--enable-source-maps', this.options.entry ?? 'dist/apps/auth/src/main.js'], {
      cwd: root,
      env: { ...this.env },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const endWithTheTests = (): boolean => child.kill('SIGKILL');
    process.once('exit', endWithTheTests);
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk: Buffer) => (this.#output += chunk.toString()));
    this.#process = child;
    this.#exit = new Promise((resolve) => {
      child.once('close', (code, signal) => {
        process.off('exit', endWithTheTests);
        resolve({ code, signal });
      });
    });
    await this.#ready();
  }

  /** Asks it to stop, as an operator would (SIGTERM). */
  stop(): Promise<Exit> {
    return this.#end('SIGTERM');
  }

  /** Ends it in the middle of whatever it does, as a power failure would (SIGKILL). */
  kill(): Promise<Exit> {
    return this.#end('SIGKILL');
  }

  /** Freezes it where it stands (SIGSTOP), as an overloaded or suspended machine would. Connections stay open. */
  pause(): void {
    this.#process?.kill('SIGSTOP');
  }

  resume(): void {
    this.#process?.kill('SIGCONT');
  }

  /** Stops it and removes its folder, when the folder was made for it. */
  async [Symbol.asyncDispose](): Promise<void> {
    await this.stop();
    if (this.options.dataDir === undefined) rmSync(this.dataDir, { recursive: true, force: true });
  }

  /** The first match in what it has printed or will print. */
  async waitForOutput(pattern: RegExp, timeoutMs = 30_000): Promise<RegExpExecArray> {
    for (const deadline = Date.now() + timeoutMs; ; await sleep(50)) {
      const match = pattern.exec(this.#output);
      if (match !== null) return match;
      if (Date.now() > deadline) throw new Error(`the service did not print ${String(pattern)}:\n${this.#output}`);
    }
  }

  /** Who to sign in as: the table that a fresh service prints once, outside production. */
  async demonstration(): Promise<readonly DemonstrationAccount[]> {
    const [, table = ''] = await this.waitForOutput(/is ready\.([\s\S]*) are shown this once/);
    const rows = table.split('\n').map((line) => line.split('│').map((cell) => cell.trim()));
    return rows.flatMap(([, name = '', email = '', password = '']) => (email.includes('@') ? [{ name, email, password }] : []));
  }

  async #end(signal: 'SIGTERM' | 'SIGKILL'): Promise<Exit> {
    if (this.#process === undefined || this.#exit === undefined) return { code: null, signal: null };
    this.#process.kill(signal);
    const exit = await this.#exit;
    this.#process = undefined;
    return exit;
  }

  async #ready(): Promise<void> {
    const deadline = Date.now() + (this.options.readyWithinMs ?? 120_000);
    for (;;) {
      const ended = await Promise.race([this.#exit, sleep(50)]);
      if (ended !== undefined) throw new Error(`the service ended with ${ended.code ?? ended.signal}:\n${this.#output}`);
      const response = await fetch(`http://127.0.0.1:${this.port}/readyz`).catch(() => undefined);
      if (response?.ok === true) return;
      if (Date.now() > deadline) {
        await this.kill();
        throw new Error(`the service was not ready in time (/readyz: ${response?.status ?? 'no answer'}):\n${this.#output}`);
      }
    }
  }
}
