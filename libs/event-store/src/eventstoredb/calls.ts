import { performance } from 'node:perf_hooks';
// Taken by name when this module loads: a test that fakes the clock's globals must not stop the store.
import { clearTimeout, setTimeout } from 'node:timers';
import { setTimeout as sleep } from 'node:timers/promises';
import { EventStoreUnavailableError } from '../event-store.js';
import { describe, isRefusal, isTrouble } from './failures.js';
import type { Reachability } from './status.js';

const FIRST_WAIT = 25;
const LONGEST_WAIT = 500;

/** What is left of the time that somebody is willing to wait. */
export class Budget {
  readonly #end: number;
  readonly #step: number;

  /**
   * @param milliseconds from now
   * @param step of them at most for one question, so that a lost answer leaves time to ask again
   */
  constructor(milliseconds: number, step: number) {
    this.#end = performance.now() + milliseconds;
    this.#step = step;
  }

  /** Milliseconds for the next question, at least 1. */
  get remaining(): number {
    return Math.max(1, Math.ceil(Math.min(this.#end - performance.now(), this.#step)));
  }

  get spent(): boolean {
    return performance.now() >= this.#end;
  }

  /**
   * The client's own deadlines begin when a call reaches the network; before that it may look for a server for a minute.
   *
   * @throws EventStoreUnavailableError
   */
  async within<T>(promise: Promise<T>): Promise<T> {
    const { remaining } = this;
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<never>((_, reject) => {
      timer = setTimeout(() => reject(noAnswer(remaining)), remaining);
    });
    try {
      return await Promise.race([promise, late]);
    } finally {
      clearTimeout(timer);
    }
  }
}

/** Everything a request waits for goes through here: it is tried again while there is time, and given up when there is none. */
export class Calls {
  readonly #timeout: number;
  readonly #reachability: Reachability;

  /** @param timeout milliseconds after which a call is given up, attempts and pauses together */
  constructor(timeout: number, reachability: Reachability) {
    this.#timeout = timeout;
    this.#reachability = reachability;
  }

  /**
   * @param attempt must be safe to repeat when its answer was lost
   * @throws EventStoreUnavailableError
   */
  async run<T>(attempt: (budget: Budget) => Promise<T>): Promise<T> {
    const budget = new Budget(this.#timeout, this.#timeout / 2);
    // Who comes into an outage that is old already shall not wait for its end: the rest of the service needs the room.
    const patient = this.#reachability.downForMilliseconds < this.#timeout;
    for (let wait = FIRST_WAIT; ; wait = Math.min(2 * wait, LONGEST_WAIT)) {
      try {
        const result = await attempt(budget);
        this.#reachability.succeeded();
        return result;
      } catch (error) {
        if (!isTrouble(error)) throw error;
        this.#reachability.failed(describe(error));
        if (!patient || isRefusal(error) || budget.remaining <= wait) throw unavailable(error);
        this.#reachability.retries += 1;
        await sleep(wait);
      }
    }
  }
}

export function noAnswer(milliseconds: number): EventStoreUnavailableError {
  return new EventStoreUnavailableError(`no answer from the event store within ${milliseconds} ms`);
}

function unavailable(cause: Error): EventStoreUnavailableError {
  if (cause instanceof EventStoreUnavailableError) return cause;
  return new EventStoreUnavailableError(`the event store is not available: ${describe(cause)}`, { cause });
}
