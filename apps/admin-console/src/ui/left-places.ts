import { DestroyRef, Service, inject } from '@angular/core';
import { NavigationStart, Router } from '@angular/router';

/** How many pages back somebody finds what they had paged through; older ones begin anew. */
const MOST_ENTRIES = 8;

/** What the lists of a page showed when it was left, by entry of the browser's history: "back" leads to the same place. */
@Service()
export class LeftPlaces {
  private readonly router = inject(Router);
  private readonly live = new Map<string, () => unknown>();
  private readonly left = new Map<number, ReadonlyMap<string, unknown>>();
  private found: ReadonlyMap<string, unknown> | undefined;

  constructor() {
    this.router.events.subscribe((event) => {
      if (!(event instanceof NavigationStart)) return;
      this.found = event.restoredState ? this.left.get(event.restoredState.navigationId) : undefined;
      this.leave(this.router.lastSuccessfulNavigation()?.id);
    });
  }

  /** From now on what `shown` gives is kept whenever the page is left. */
  keep(name: string, shown: () => unknown): void {
    this.live.set(name, shown);
    inject(DestroyRef).onDestroy(() => {
      if (this.live.get(name) === shown) this.live.delete(name);
    });
  }

  /** What was kept under that name, if somebody has just come back to it. */
  recall(name: string): unknown {
    return this.found?.get(name);
  }

  private leave(entry: number | undefined): void {
    if (entry === undefined || this.live.size === 0) return;
    this.left.delete(entry);
    this.left.set(entry, new Map([...this.live].map(([name, shown]) => [name, shown()])));
    const [oldest] = this.left.keys();
    if (this.left.size > MOST_ENTRIES && oldest !== undefined) this.left.delete(oldest);
  }
}

/**
 * Keeps what a list shows for who comes back, and gives what was kept.
 *
 * @param name the same on every visit; its values are of one shape
 */
export function recalled<Value>(name: string, shown: () => Value): Value | null {
  const places = inject(LeftPlaces);
  const found = places.recall(name) as Value | undefined;
  places.keep(name, shown);
  return found ?? null;
}
