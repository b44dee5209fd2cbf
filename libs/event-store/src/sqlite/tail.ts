import type { EventRow } from './rows.js';
import type { AppendRequest, WriteOutcome, WriteRequest } from './writer-protocol.js';

// More than is committed between two looks of a subscription; whoever is further behind reads the file.
const MOST_EVENTS = 1_000;
const MOST_CHARACTERS = 2_000_000;

/**
 * The newest events of the log in memory, in the order of commit and without a gap, as this process wrote them. A subscription
 * that is up to date takes what comes next from here and does not look at the file: every commit empties the reader's page cache,
 * so each of those looks would read its pages anew.
 */
export class Tail {
  #rows: EventRow[] = [];
  #characters = 0;
  /** Of the newest event; 0: not known. */
  #last = 0;

  /** What was committed after a position; `undefined` when that is not known here. */
  after(position: number): readonly EventRow[] | undefined {
    if (this.#last === 0 || position > this.#last) return undefined;
    const missing = this.#last - position;
    if (missing > this.#rows.length) return undefined;
    return missing === 0 ? [] : this.#rows.slice(-missing);
  }

  /** A group was written, or may have been. */
  written(requests: readonly WriteRequest[], outcomes: readonly WriteOutcome[]): void {
    requests.forEach((request, index) => {
      const outcome = outcomes[index];
      // What is deleted must not live on here, and what became of a failed group is not known.
      if (request.kind !== 'append' || outcome?.kind === 'failed') this.#forget();
      else if (outcome?.kind === 'appended' && !outcome.repeated) this.#add(request, outcome);
    });
    this.#shorten();
  }

  #add({ stream, events, createdAt }: AppendRequest, { revision, position }: Extract<WriteOutcome, { kind: 'appended' }>): void {
    const [before, firstRevision] = [position - events.length, revision - events.length + 1];
    if (before !== this.#last) this.#forget();
    events.forEach(({ id, type, data, metadata }, index) => {
      this.#rows.push({ position: before + 1 + index, stream, revision: firstRevision + index, event_id: id, type, data, metadata, created_at: createdAt });
      this.#characters += data.length + metadata.length;
    });
    this.#last = position;
  }

  #forget(): void {
    this.#rows = [];
    this.#characters = 0;
    this.#last = 0;
  }

  /** Half of it at once, so that not every append moves all the others. */
  #shorten(): void {
    if (this.#rows.length <= 2 * MOST_EVENTS && this.#characters <= MOST_CHARACTERS) return;
    this.#rows = this.#rows.slice(-MOST_EVENTS);
    this.#characters = this.#rows.reduce((sum, { data, metadata }) => sum + data.length + metadata.length, 0);
    if (this.#characters <= MOST_CHARACTERS) return;
    this.#rows = [];
    this.#characters = 0;
  }
}
