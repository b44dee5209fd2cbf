import { ApplicationRef, Service, inject, signal } from '@angular/core';

/** Whether the page is drawn for paper just now: what follows from it is there before the browser lays out the first sheet. */
@Service()
export class Paper {
  private readonly app = inject(ApplicationRef);
  private readonly forPaper = signal(false);
  readonly printing = this.forPaper.asReadonly();

  constructor() {
    addEventListener('beforeprint', () => this.draw(true));
    addEventListener('afterprint', () => this.draw(false));
  }

  private draw(forPaper: boolean): void {
    this.forPaper.set(forPaper);
    this.app.tick();
  }
}
