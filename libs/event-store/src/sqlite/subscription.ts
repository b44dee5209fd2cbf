import { setImmediate, setTimeout as delay } from 'node:timers/promises';
import type { SubscribeOptions, SubscriptionMessage } from '../event-store.js';
import type { CommitSignal } from './commit-signal.js';
import type { Page, Reader } from './reader.js';
import { fromPosition, toPosition, toRecordedEvent, type EventRow } from './rows.js';
import type { Tail } from './tail.js';

// Events passed over by a filter before the reader is told how far it has come.
const CHECKPOINT_EVENTS = 500;
// Between two looks while many write: one look then serves many commits. A commit that comes alone is looked for at once.
const LOOK_EVERY_MILLISECONDS = 15;

/**
 * Pages by position, from memory or disk, and when there is nothing more waits for the next commit and looks again. Catching up and being
 * live are the same loop, so there is no hand-over to lose or double an event in; and a slow reader holds one page at most.
 */
export async function* follow(
  reader: Reader,
  tail: Tail,
  commits: CommitSignal,
  { stream, after = 'start', filter, signal }: SubscribeOptions,
): AsyncGenerator<SubscriptionMessage, void, undefined> {
  const wanted = toPredicate(filter);
  const nextPage = stream === undefined ? pagesOfAll(reader, tail) : pagesOfStream(reader, stream);
  const stopped = (): boolean => commits.closed || signal?.aborted === true;

  let live = false;
  let passedOver = 0;
  if (stopped()) return;
  let position = after === 'start' ? 0 : after === 'end' ? reader.lastPosition() : fromPosition(after);
  while (!stopped()) {
    const lookedAt = performance.now();
    const seen = commits.count;
    const page = nextPage(position);
    for (const row of page.rows) {
      position = row.position;
      passedOver = wanted(row) ? 0 : passedOver + 1;
      if (passedOver === 0) yield { kind: 'event', event: toRecordedEvent(row) };
      if (stopped()) return;
    }
    if (passedOver >= CHECKPOINT_EVENTS || (passedOver > 0 && !live && !page.full)) {
      passedOver = 0;
      yield { kind: 'checkpoint', position: toPosition(position) };
    }
    if (page.full) {
      // A long history must not keep the rest of the process waiting.
      await setImmediate();
      continue;
    }
    if (!live && !stopped()) yield { kind: 'caughtUp' };
    live = true;
    await commits.changed(seen, signal);
    const early = LOOK_EVERY_MILLISECONDS - (performance.now() - lookedAt);
    if (early > 0 && commits.busy && !stopped()) await delay(early);
  }
}

function pagesOfAll(reader: Reader, tail: Tail): (after: number) => Page {
  return (after) => {
    const rows = tail.after(after);
    return rows === undefined ? reader.pageOfAll(after) : { rows, full: false };
  };
}

/** Remembers the revision as well: by position alone each look would walk the stream from its first event. */
function pagesOfStream(reader: Reader, stream: string): (after: number) => Page {
  let revision = -1;
  return (after) => {
    const page = reader.pageOfStream(stream, revision, after);
    revision = page.rows.at(-1)?.revision ?? revision;
    return page;
  };
}

function toPredicate(filter: SubscribeOptions['filter']): (row: EventRow) => boolean {
  if (filter === undefined) return () => true;
  if ('streamPrefixes' in filter) return (row) => filter.streamPrefixes.some((prefix) => row.stream.startsWith(prefix));
  return (row) => filter.typePrefixes.some((prefix) => row.type.startsWith(prefix));
}
