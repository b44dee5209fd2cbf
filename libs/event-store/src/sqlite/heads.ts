import type { WriteOutcome, WriteRequest } from './writer-protocol.js';

/**
 * The revisions of the newest events of streams that were used lately. This process is the only one that writes (the folder is
 * locked), so that whether a stream has moved on is known without a look at the file. A head may be behind a commit that nobody was told of yet, never
 * behind an event that somebody has seen: {@link Heads.seen} is called before rows are handed out.
 */
export class Heads {
  readonly #known = new Map<string, number>();
  /** Streams that were looked for and are not there; apart, so that questions for what nobody knows push nothing else out. */
  readonly #absent = new Set<string>();

  constructor(private readonly size = 20_000) {}

  get(stream: string): number | undefined {
    return this.#known.get(stream);
  }

  isAbsent(stream: string): boolean {
    return this.#absent.has(stream);
  }

  setAbsent(stream: string): void {
    if (this.#absent.size >= this.size) this.#absent.clear();
    this.#absent.add(stream);
  }

  set(stream: string, head: number): void {
    this.#absent.delete(stream);
    // Anew when it is full: what is needed again costs one look each.
    if (this.#known.size >= this.size && !this.#known.has(stream)) this.#known.clear();
    this.#known.set(stream, head);
  }

  /** An event of the stream is in the file. */
  seen(stream: string, revision: number): void {
    this.#absent.delete(stream);
    const known = this.#known.get(stream);
    if (known !== undefined && revision > known) this.set(stream, revision);
  }

  /** A group was written, or may have been. */
  written(requests: readonly WriteRequest[], outcomes: readonly WriteOutcome[]): void {
    requests.forEach(({ kind, stream }, index) => {
      const outcome = outcomes[index];
      if (outcome?.kind === 'appended') this.seen(stream, outcome.revision);
      else if (kind === 'delete' || outcome?.kind === 'failed') this.#forget(stream);
    });
  }

  #forget(stream: string): void {
    this.#known.delete(stream);
    this.#absent.delete(stream);
  }
}
