import { setTimeout as delay } from 'node:timers/promises';
import { Logger } from '@nestjs/common';
import type { Redis } from 'ioredis';

const LOOK_MILLISECONDS = 1_000;

/**
 * Whether Redis is used at the moment. Closed by the first command that fails or by a lost connection, so that no further request
 * waits for it; opened again when what has to be looked at first went well.
 */
export class RedisGate {
  private readonly logger = new Logger('Redis');
  private readonly end = new AbortController();
  private readonly looking: Promise<void>;
  private open = false;
  private wasOpen = false;

  /**
   * @param enter rejects when it cannot be used
   * @param onReturn after an outage, before it is used again
   */
  constructor(
    private readonly client: Redis,
    private readonly enter: () => Promise<void>,
    private readonly onReturn: () => void,
  ) {
    client.on('close', () => this.shut('the connection is lost'));
    this.looking = this.look();
  }

  get isOpen(): boolean {
    return this.open;
  }

  shut(why: string): void {
    if (!this.open) return;
    this.open = false;
    this.logger.warn({ msg: 'Redis is away, limits are stricter', why });
  }

  async close(): Promise<void> {
    this.end.abort();
    this.open = false;
    await this.looking;
    this.client.disconnect();
  }

  private async look(): Promise<void> {
    let lastProblem: string | undefined;
    while (!this.end.signal.aborted) {
      if (!this.open) {
        try {
          await this.enter();
          if (this.wasOpen) this.onReturn();
          if (this.wasOpen || lastProblem !== undefined) this.logger.log('Redis is back');
          [this.open, this.wasOpen, lastProblem] = [true, true, undefined];
        } catch (error) {
          const problem = error instanceof Error ? error.message : 'unknown';
          if (problem !== lastProblem) this.logger.warn({ msg: 'Redis cannot be used yet', why: problem });
          lastProblem = problem;
        }
      }
      await delay(LOOK_MILLISECONDS, undefined, { signal: this.end.signal, ref: false }).catch(() => {});
    }
  }
}
