/** Where time comes from. The domain never asks for it: it arrives in the command. */
export abstract class Clock {
  /** This instant, RFC 3339 UTC with milliseconds: `2026-03-01T08:30:00.000Z`. */
  abstract now(): string;
}

export class SystemClock extends Clock {
  override now(): string {
    return new Date().toISOString();
  }
}
