import { performance } from 'node:perf_hooks';
import type { Position } from '../event-store.js';

/** For health and metrics. */
export interface EventStoreDbStatus {
  /** Whether the last call, or the last opening of a subscription, got an answer; undefined before the first. */
  readonly reachable: boolean | undefined;
  /** Since when it is so, RFC 3339 UTC. */
  readonly since: string;
  /** What went wrong last, also when it works again. */
  readonly lastError: string | undefined;
  /** Attempts that were made again, since the start. */
  readonly retries: number;
  readonly subscriptions: readonly SubscriptionStatus[];
}

export interface SubscriptionStatus {
  /** A stream's name, or `$all` with the prefixes of its filter. */
  readonly name: string;
  readonly state: 'opening' | 'catchingUp' | 'live' | 'reopening';
  /** The last position that was handed out or looked at. */
  readonly position: Position | undefined;
  /** How often it was opened again after a lost connection. */
  readonly reopened: number;
}

/** What this process has last seen of the server. */
export class Reachability {
  retries = 0;
  #reachable: boolean | undefined;
  #since = new Date();
  #changedAt = performance.now();
  #lastError: string | undefined;
  readonly #subscriptions = new Set<SubscriptionStatus>();

  get downForMilliseconds(): number {
    return this.#reachable === false ? performance.now() - this.#changedAt : 0;
  }

  get status(): EventStoreDbStatus {
    return {
      reachable: this.#reachable,
      since: this.#since.toISOString(),
      lastError: this.#lastError,
      retries: this.retries,
      subscriptions: [...this.#subscriptions].map((subscription) => ({ ...subscription })),
    };
  }

  succeeded(): void {
    this.#become(true);
  }

  failed(reason: string): void {
    this.#lastError = reason;
    this.#become(false);
  }

  began(subscription: SubscriptionStatus): void {
    this.#subscriptions.add(subscription);
  }

  ended(subscription: SubscriptionStatus): void {
    this.#subscriptions.delete(subscription);
  }

  #become(reachable: boolean): void {
    if (this.#reachable === reachable) return;
    this.#reachable = reachable;
    this.#since = new Date();
    this.#changedAt = performance.now();
  }
}
