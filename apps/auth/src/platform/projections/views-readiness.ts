import { setTimeout as delay } from 'node:timers/promises';
import type { OnApplicationShutdown } from '@nestjs/common';
import type { ProjectionRunner } from './projection-runner.js';
import { inWords } from './rebuild.js';

/** A process that did nothing for so long was frozen, or its machine was. */
const STANDSTILL_MILLISECONDS = 3_000;
const TICK_MILLISECONDS = 500;
/** Less than a readiness check may take. */
const WAIT_MILLISECONDS = 1_500;

/**
 * For readiness: the views have reached the end of the log once, and once more after a standstill, because what happened
 * meanwhile is not in them. That they lag while the process runs is no reason: decisions do not read them.
 */
export class ViewsReadiness implements OnApplicationShutdown {
  private lastTick = performance.now();
  private standstills = 0;
  private madeUpFor = 0;
  private readonly timer = setInterval(() => this.tick(), TICK_MILLISECONDS);

  constructor(private readonly runner: Pick<ProjectionRunner, 'caughtUp' | 'waitForEnd' | 'building'>) {}

  /** @throws Error they are behind */
  async check(): Promise<void> {
    // Whoever wakes up may be asked before the timer fires.
    this.tick();
    const isThere = await Promise.race([this.runner.caughtUp().then(() => true), delay(WAIT_MILLISECONDS, false, { ref: false })]);
    const building = isThere ? undefined : this.runner.building();
    if (building !== undefined) throw new Error(`the views are being built: ${inWords(building)}`);
    const { standstills } = this;
    if (this.madeUpFor === standstills) return;
    if (!(await this.runner.waitForEnd(WAIT_MILLISECONDS))) throw new Error('the views are behind after a standstill');
    this.madeUpFor = standstills;
  }

  onApplicationShutdown(): void {
    clearInterval(this.timer);
  }

  private tick(): void {
    const now = performance.now();
    if (now - this.lastTick > STANDSTILL_MILLISECONDS) this.standstills += 1;
    this.lastTick = now;
  }
}
