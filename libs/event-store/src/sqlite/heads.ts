import type { WriteOutcome, WriteRequest } from './writer-protocol.js';

/** Where a stream is in the tables, and the revision of its newest event. */
export interface Head {
  readonly id: number;
  readonly head: number;
}

/**
 * The heads of the streams used last. This process is the only one that writes (the folder is locked), so that whether a
 * stream has moved on is known without a look at the file. A head may be behind a commit that nobody was told of yet, never
 * behind an event that somebody has seen: {@link Heads.seen} is called before rows are handed out.
 */
export class Heads {
  readonly #known = new Map<string, Head>();

  constructor(private readonly size = 20_000) {}

  get(stream: string): Head | undefined {
    return this.#known.get(stream);
  }

  set(stream: string, head: Head): void {
    this.#known.delete(stream);
    this.#known.set(stream, head);
    if (this.#known.size <= this.size) return;
    const [oldest] = this.#known.keys();
    if (oldest !== undefined) this.#known.delete(oldest);
  }

  /** An event of the stream is in the file. */
  seen(stream: string, revision: number): void {
    const known = this.#known.get(stream);
    if (known !== undefined && revision > known.head) this.set(stream, { id: known.id, head: revision });
  }

  /** A group was written, or may have been. */
  written(requests: readonly WriteRequest[], outcomes: readonly WriteOutcome[]): void {
    requests.forEach(({ kind, stream }, index) => {
      const outcome = outcomes[index];
      if (outcome?.kind === 'appended') this.seen(stream, outcome.revision);
      else if (kind === 'delete' || outcome?.kind === 'failed') this.#known.delete(stream);
    });
  }
}
