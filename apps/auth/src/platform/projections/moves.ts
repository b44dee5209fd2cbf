/** Wakes those who wait for the views to move. */
export class Moves {
  private readonly waiting = new Set<() => void>();

  announce(): void {
    const waiting = [...this.waiting];
    this.waiting.clear();
    for (const wake of waiting) wake();
  }

  /** Resolves at the next move, or after so many milliseconds. */
  async next(atMostMilliseconds?: number): Promise<void> {
    const { promise, resolve } = Promise.withResolvers<void>();
    this.waiting.add(resolve);
    const timer = atMostMilliseconds === undefined ? undefined : setTimeout(resolve, Math.max(1, atMostMilliseconds));
    await promise;
    clearTimeout(timer);
    this.waiting.delete(resolve);
  }
}
