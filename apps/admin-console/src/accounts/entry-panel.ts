import { Component, computed, effect, inject, input, signal, untracked } from '@angular/core';
import { Router } from '@angular/router';
import { I18n } from '../i18n/i18n';
import { EventPanel } from '../ui/event-panel';
import { Skeleton } from '../ui/skeleton';
import { AccountHistory } from './account-history';

/** How far back an address that somebody sent is looked for, in pages. */
const LOOK_BACK_PAGES = 30;

@Component({
  selector: 'app-entry-panel',
  imports: [EventPanel, Skeleton],
  template: `
    @if (entry(); as entry) {
      <app-event-panel [event]="entry" (closed)="close()" />
    } @else if (searching()) {
      <aside class="card"><app-skeleton [lines]="8" /></aside>
    } @else {
      <aside class="card empty" role="alert">{{ t().account.eventNotFound }} <button type="button" class="link" (click)="close()">{{ t().common.close }}</button></aside>
    }
  `,
})
export class EntryPanel {
  readonly eventId = input.required<string>();
  private readonly history = inject(AccountHistory);
  private readonly router = inject(Router);
  protected readonly t = inject(I18n).t;
  private readonly pagesRead = signal(0);

  protected readonly entry = computed(() => this.history.list.items()?.find(({ id }) => id === this.eventId()) ?? null);
  protected readonly searching = computed(() => {
    const { list } = this.history;
    if (list.problem() !== null || list.moreProblem() !== null) return false;
    return list.items() === null || (list.hasMore() && this.pagesRead() < LOOK_BACK_PAGES);
  });

  constructor() {
    effect(() => {
      const { list } = this.history;
      if (this.entry() !== null || list.items() === null || list.loadingMore() || !this.searching()) return;
      untracked(() => {
        this.pagesRead.update((pages) => pages + 1);
        void list.more();
      });
    });
  }

  protected close(): void {
    void this.router.navigate(['/accounts', this.history.accountId()], { queryParamsHandling: 'preserve' });
  }
}
