import { Clock } from '../clock.js';

/** Stands still until it is told to move. */
export class FixedClock extends Clock {
  private milliseconds: number;

  constructor(start = '2026-03-01T08:30:00.000Z') {
    super();
    this.milliseconds = Date.parse(start);
  }

  override now(): string {
    return new Date(this.milliseconds).toISOString();
  }

  advance(by: { readonly milliseconds?: number; readonly seconds?: number; readonly minutes?: number; readonly hours?: number }): void {
    this.milliseconds +=
      (by.milliseconds ?? 0) + (by.seconds ?? 0) * 1_000 + (by.minutes ?? 0) * 60_000 + (by.hours ?? 0) * 3_600_000;
  }
}
