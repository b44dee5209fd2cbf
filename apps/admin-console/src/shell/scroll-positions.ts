import { ViewportScroller } from '@angular/common';
import { Service, inject } from '@angular/core';
import { Router, Scroll, type ActivatedRoute } from '@angular/router';
import { filter } from 'rxjs';

/** Another page begins at its top, "back" leads to where it was left; what opens beside a page leaves it where it is. */
@Service()
export class ScrollPositions {
  private readonly router = inject(Router);
  private readonly viewport = inject(ViewportScroller);
  private shown = '';

  start(): void {
    this.viewport.setHistoryScrollRestoration('manual');
    this.router.events.pipe(filter((event) => event instanceof Scroll)).subscribe(({ position }) => {
      const page = nameOf(this.router.routerState.root);
      if (page !== this.shown) this.viewport.scrollToPosition(position ?? [0, 0], { behavior: 'instant' });
      this.shown = page;
    });
  }
}

/** What makes it the page that it is: its address and its question, without what is open beside it. */
function nameOf(root: ActivatedRoute): string {
  let page = root;
  while (page.component === null && page.firstChild !== null) page = page.firstChild;
  const { pathFromRoot, queryParams } = page.snapshot;
  return JSON.stringify([pathFromRoot.flatMap(({ url }) => url.map(({ path }) => path)), queryParams]);
}
