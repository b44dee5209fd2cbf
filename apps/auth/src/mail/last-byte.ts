import { setTimeout as delay } from 'node:timers/promises';

/** A server that has every byte of a mail and says nothing for so long holds up the others no longer. */
const LONGEST_MILLISECONDS = 5_000;

/**
 * One mail at a time between its last byte and the record that it was sent. Who is killed in between cannot know whether the
 * server took it, and sends it again: so at most one mail comes twice, however many are under way. Connecting, addressing and
 * transferring go on side by side.
 */
export class LastByte {
  private last: Promise<unknown> = Promise.resolve();

  constructor(private readonly longestMilliseconds = LONGEST_MILLISECONDS) {}

  turn(): Turn {
    return new Turn((over) => {
      const before = this.last;
      this.last = Promise.race([Promise.all([before, over]), before.then(() => delay(this.longestMilliseconds, undefined, { ref: false }))]);
      return before;
    });
  }
}

/** Of one mail. */
export class Turn {
  private begun: Promise<unknown> | undefined;
  private readonly over = Promise.withResolvers<void>();

  constructor(private readonly queue: (over: Promise<void>) => Promise<unknown>) {}

  /** Resolves when the last byte may go. Asking again, for a second connection, is the same turn. */
  async come(): Promise<void> {
    this.begun ??= this.queue(this.over.promise);
    await this.begun;
  }

  /** Recorded, or not sent. */
  end(): void {
    this.over.resolve();
  }
}
