import { setImmediate } from 'node:timers/promises';

const LATER = Symbol('later');

/** Hands over what is there together: waits for the first item, then takes what comes within one turn of the event loop. */
export async function* inBatches<Item>(items: AsyncIterable<Item>, most: number): AsyncGenerator<readonly Item[], void, undefined> {
  const iterator = items[Symbol.asyncIterator]();
  let pending: Promise<IteratorResult<Item>> | undefined;
  try {
    for (;;) {
      pending ??= iterator.next();
      const first = await pending;
      pending = undefined;
      if (first.done === true) return;
      const batch = [first.value];
      const turn = setImmediate(LATER);
      while (batch.length < most) {
        pending = iterator.next();
        const next = await Promise.race([pending, turn]);
        if (next === LATER || next.done === true) break;
        batch.push(next.value);
        pending = undefined;
      }
      yield batch;
    }
  } finally {
    // Its last promise is not waited for: it may settle only when the subscription is ended from outside.
    pending?.catch(() => {});
    void iterator.return?.().catch(() => {});
  }
}
