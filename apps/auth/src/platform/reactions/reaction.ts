import type { RecordedEvent } from '#event-store/event-store.js';
import type { Job } from '../jobs/job-queue.js';

/** What happens because of events: nothing that must happen is done on the side of a request. */
export interface Reaction {
  /** Names its checkpoint (`checkpoint-<name>`), so it stays as it is for good. */
  readonly name: string;
  readonly streamPrefixes: readonly string[];
  /**
   * The jobs that follow from an event, none for most. Pure: the same event gives the same jobs with the same ids, because
   * it may come again.
   *
   * @throws when it does not understand the event; the event is then reported and passed over for this reaction alone
   */
  readonly jobsFor: (event: RecordedEvent) => readonly Job[];
}

/** Several on one subscription and one checkpoint: every subscription is one more look at the log after every commit. */
export const together = (name: string, reactions: readonly Reaction[]): Reaction => ({
  name,
  streamPrefixes: [...new Set(reactions.flatMap(({ streamPrefixes }) => streamPrefixes))],
  jobsFor: (event) => reactions.filter(({ streamPrefixes }) => streamPrefixes.some((prefix) => event.stream.startsWith(prefix))).flatMap(({ jobsFor }) => jobsFor(event)),
});
