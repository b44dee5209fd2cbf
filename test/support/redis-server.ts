import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Redis } from 'ioredis';
import { freePort } from '../../apps/auth/src/platform/testing/free-port.js';
import { userWithRights } from './redis-rights.js';

const PASSWORD = 'of-the-user-vestibule';

/** A real Redis on this machine, which keeps nothing on the disk. `npm test` finds or installs the program. */
export class RedisServer {
  #process: ChildProcess | undefined;
  readonly #folder = mkdtempSync(join(tmpdir(), 'redis-'));

  private constructor(
    readonly port: number,
    private readonly settings: readonly string[],
  ) {}

  /** @param settings e.g. `['--maxmemory-policy', 'allkeys-lru']` */
  static async start(settings: readonly string[] = []): Promise<RedisServer> {
    const server = new RedisServer(await freePort(), settings);
    try {
      await server.start();
      return server;
    } catch (error) {
      await server.stop();
      throw error;
    }
  }

  /** One that besides its own user has `vestibule`, with the rights that docs/operations.md names. */
  static startWithRights(): Promise<RedisServer> {
    return RedisServer.start(userWithRights(PASSWORD));
  }

  get url(): string {
    return `redis://127.0.0.1:${this.port}`;
  }

  /** For the user of {@link RedisServer.startWithRights}. */
  get userUrl(): string {
    return this.url.replace('//', `//vestibule:${PASSWORD}@`);
  }

  /** Starts it (again), empty, on the same port. */
  async start(): Promise<void> {
    const program = process.env['REDIS_SERVER'] ?? 'redis-server';
    const args = ['--port', String(this.port), '--bind', '127.0.0.1', '--dir', this.#folder, '--save', '', '--appendonly', 'no', ...this.settings];
    const child = spawn(program, args, { stdio: 'ignore' });
    this.#process = child;
    process.once('exit', () => child.kill('SIGKILL'));
    await this.ask(async (client) => {
      for (let attempt = 0; ; attempt += 1) {
        const problem = await client.ping().then(
          () => '',
          (error: Error) => error.message,
        );
        if (problem === '' || problem.startsWith('NOAUTH')) return;
        if (attempt > 400) throw new Error(`redis-server does not start: ${problem}`);
        await sleep(50);
      }
    });
  }

  /** Ends it at once, with all that it held. */
  async kill(): Promise<void> {
    const child = this.#process;
    if (child === undefined || child.exitCode !== null || child.signalCode !== null) return;
    const ended = once(child, 'exit');
    child.kill('SIGKILL');
    await ended;
  }

  /** Takes connections and answers nothing. */
  pause(): void {
    this.#process?.kill('SIGSTOP');
  }

  resume(): void {
    this.#process?.kill('SIGCONT');
  }

  /** With a connection of its own. */
  async ask<Answer>(work: (client: Redis) => Promise<Answer>): Promise<Answer> {
    const client = new Redis(this.url, { retryStrategy: () => 50, maxRetriesPerRequest: 100 });
    client.on('error', () => {});
    try {
      return await work(client);
    } finally {
      client.disconnect();
    }
  }

  async stop(): Promise<void> {
    await this.kill();
    rmSync(this.#folder, { recursive: true, force: true });
  }
}
