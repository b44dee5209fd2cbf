/** Tells the subscriptions of this process that there is something new to look for. It carries no events: those are on disk. */
export class CommitSignal {
  #count = 0;
  #closed = false;
  readonly #waiting = new Set<() => void>();

  /** Read it before looking at the disk, so that what is committed during the look is not missed. */
  get count(): number {
    return this.#count;
  }

  get closed(): boolean {
    return this.#closed;
  }

  announce(): void {
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
