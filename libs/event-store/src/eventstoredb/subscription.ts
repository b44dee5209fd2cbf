import { clearTimeout, setTimeout } from 'node:timers';
import { setTimeout as sleep } from 'node:timers/promises';
import type { EventStoreDBClient } from '@eventstore/db-client';
import type { Position, SubscribeOptions, SubscriptionMessage } from '../event-store.js';
import { noAnswer, type Calls } from './calls.js';
import { isSystemEvent, toRecordedEvent } from './events.js';
import { describe } from './failures.js';
import { feedOfAll, feedOfStream, type Feed, type FeedMessage } from './feed.js';
import { fromPosition, toPosition } from './positions.js';
import type { Reader } from './reader.js';
import type { Reachability, SubscriptionStatus } from './status.js';

const FIRST_WAIT = 100;
const LONGEST_WAIT = 10_000;

export interface SubscriptionParts {
  readonly client: EventStoreDBClient;
  readonly reader: Reader;
  readonly calls: Calls;
  readonly reachability: Reachability;
  /** Aborts when the store closes. */
  readonly closing: AbortSignal;
  /** Milliseconds within which the server must confirm a subscription. */
  readonly timeout: number;
}

/** Follows one subscription over as many connections as it takes: after each it goes on behind what it handed out last. */
export class Subscription {
  readonly #parts: SubscriptionParts;
  readonly #options: SubscribeOptions;
  readonly #stop: AbortSignal;
  readonly #status: { -readonly [Key in keyof SubscriptionStatus]: SubscriptionStatus[Key] };
  /** Everything up to here is not handed out (again). Undefined: the start. */
  #after: Position | undefined;
  /** Of one stream: the revision after which the server shall begin. */
  #revision: bigint | 'start' = 'start';
  #saidCaughtUp = false;

  constructor(parts: SubscriptionParts, options: SubscribeOptions) {
    this.#parts = parts;
    this.#options = options;
    this.#stop = options.signal === undefined ? parts.closing : AbortSignal.any([parts.closing, options.signal]);
    this.#after = options.after === 'start' || options.after === 'end' ? undefined : options.after;
    this.#status = { name: nameOf(options), state: 'opening', position: this.#after, reopened: 0 };
  }

  async *messages(): AsyncGenerator<SubscriptionMessage, void, undefined> {
    const { reachability } = this.#parts;
    if (this.#stop.aborted) return;
    reachability.began(this.#status);
    try {
      let begun = false;
      for (let wait = FIRST_WAIT; !this.#stop.aborted; wait = Math.min(2 * wait, LONGEST_WAIT)) {
        try {
          if (!begun) await this.#findBeginning();
          begun = true;
          for await (const message of this.#connection()) {
            wait = FIRST_WAIT / 2;
            if (message !== undefined) yield message;
            if (this.#stop.aborted) return;
          }
          throw new Error('the server ended the subscription');
        } catch (error) {
          if (this.#stop.aborted) return;
          reachability.failed(describe(error));
        }
        this.#status.state = 'reopening';
        this.#status.reopened += 1;
        await sleep(wait, undefined, { signal: this.#stop }).catch(() => {});
      }
    } finally {
      reachability.ended(this.#status);
    }
  }

  /** The end is a place, found once: were it looked for again after a lost connection, what came in between would be lost. */
  async #findBeginning(): Promise<void> {
    const { stream, after } = this.#options;
    if (after !== 'end') return;
    const { calls, reader } = this.#parts;
    if (stream === undefined) {
      this.#after = await calls.run((budget) => reader.endOfLog(budget));
    } else {
      this.#revision = (await calls.run((budget) => reader.newest(stream, budget)))?.revision ?? 'start';
    }
  }

  /** Undefined: a sign of life, and nothing to hand out. */
  async *#connection(): AsyncGenerator<SubscriptionMessage | undefined, void, undefined> {
    const feed = this.#open();
    const onStop = (): void => feed.cancel();
    this.#stop.addEventListener('abort', onStop, { once: true });
    let isLate = false;
    const timer = setTimeout(() => {
      isLate = true;
      feed.cancel();
    }, this.#parts.timeout);
    try {
      for (;;) {
        const next = await feed.messages.next();
        if (next.done === true) return;
        clearTimeout(timer);
        yield this.#take(next.value);
      }
    } catch (error) {
      throw isLate ? noAnswer(this.#parts.timeout) : error;
    } finally {
      clearTimeout(timer);
      this.#stop.removeEventListener('abort', onStop);
      feed.cancel();
    }
  }

  #open(): Feed {
    const { client } = this.#parts;
    const { stream, filter } = this.#options;
    this.#status.state = this.#status.reopened === 0 ? 'opening' : 'reopening';
    if (stream !== undefined) return feedOfStream(client, stream, this.#revision);
    return feedOfAll(client, this.#after === undefined ? 'start' : fromPosition(this.#after), filter);
  }

  #take(message: FeedMessage): SubscriptionMessage | undefined {
    switch (message.kind) {
      case 'confirmed':
        this.#parts.reachability.succeeded();
        this.#status.state = 'catchingUp';
        return undefined;
      case 'caughtUp':
        this.#status.state = 'live';
        // The server says it again whenever it was late for a while.
        if (this.#saidCaughtUp) return undefined;
        this.#saidCaughtUp = true;
        return { kind: 'caughtUp' };
      case 'checkpoint': {
        const position = toPosition(message.position);
        return this.#moveTo(position) ? { kind: 'checkpoint', position } : undefined;
      }
      case 'event': {
        const { event } = message;
        this.#revision = event.revision;
        if (event.position !== undefined && !this.#moveTo(toPosition(event.position))) return undefined;
        return isSystemEvent(event) ? undefined : { kind: 'event', event: toRecordedEvent(event) };
      }
    }
  }

  /** False: the reader is there already. */
  #moveTo(position: Position): boolean {
    if (this.#after !== undefined && position <= this.#after) return false;
    this.#after = position;
    this.#status.position = position;
    return true;
  }
}

function nameOf({ stream, filter }: SubscribeOptions): string {
  if (stream !== undefined) return stream;
  if (filter === undefined) return '$all';
  return 'streamPrefixes' in filter ? `$all ${filter.streamPrefixes.join(' ')}` : `$all of types ${filter.typePrefixes.join(' ')}`;
}
