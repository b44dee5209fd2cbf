import { Injectable } from '@nestjs/common';
import { EventStore } from '#event-store/event-store.js';
import { ProjectionRunner } from '../platform/projections/projection-runner.js';

/** How long a list waits for the newest events before it shows what it has. */
const WAIT_MILLISECONDS = 10_000;

/** Lets an operator find what was written a moment ago. */
@Injectable()
export class UpToDate {
  constructor(
    private readonly store: EventStore,
    private readonly runner: ProjectionRunner,
  ) {}

  /** False when the views are still behind. */
  async wait(): Promise<boolean> {
    const [newest] = await this.store.readAll({ direction: 'backwards', limit: 1 });
    return newest === undefined || this.runner.waitFor(newest.position, WAIT_MILLISECONDS);
  }
}
