import { DestroyRef, Service, inject, signal } from '@angular/core';

const TICK_MS = 20_000;

/** One tick for every relative time on the page. */
@Service()
export class PageClock {
  private readonly time = signal(Date.now());
  readonly now = this.time.asReadonly();

  constructor() {
    const timer = setInterval(() => this.time.set(Date.now()), TICK_MS);
    inject(DestroyRef).onDestroy(() => clearInterval(timer));
  }
}
