// 200 commits a second are more than one client makes by asking one thing after the other.
const BUSY_COMMITS = 20;
const BUSY_MILLISECONDS = 100;

/** Tells the subscriptions of this process that there is something new to look for. It carries no events: those are on disk. */
export class CommitSignal {
  /** When the last commits were, as a ring. */
  readonly #times = new Float64Array(BUSY_COMMITS).fill(-BUSY_MILLISECONDS);
  #count = 0;
  #closed = false;
  readonly #waiting = new Set<() => void>();

  /** Read it before looking at the disk, so that what is committed during the look is not missed. */
  get count(): number {
    return this.#count;
  }

  /** Whether commits come so fast that one look had better serve several. */
  get busy(): boolean {
    return performance.now() - (this.#times[this.#count % BUSY_COMMITS] ?? 0) < BUSY_MILLISECONDS;
  }

  get closed(): boolean {
    return this.#closed;
  }

  announce(): void {
    this.#times[this.#count % BUSY_COMMITS] = performance.now();
    this.#count += 1;
    const waiting = [...this.#waiting];
    this.#waiting.clear();
    for (const wake of waiting) wake();
  }

  close(): void {
    this.#closed = true;
    this.announce();
  }

  /** Returns once the count is no longer `seen`, or `signal` aborts. */
  async changed(seen: number, signal: AbortSignal | undefined): Promise<void> {
    if (this.#count !== seen || signal?.aborted === true) return;
    await new Promise<void>((resolve) => {
      const wake = (): void => {
        this.#waiting.delete(wake);
        signal?.removeEventListener('abort', wake);
        resolve();
      };
      this.#waiting.add(wake);
      signal?.addEventListener('abort', wake, { once: true });
    });
  }
}
