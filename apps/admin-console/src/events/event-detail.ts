import { Component, computed, effect, inject, input } from '@angular/core';
import { Router } from '@angular/router';
import { I18n } from '../i18n/i18n';
import { EventPanel } from '../ui/event-panel';
import { EventsList } from './events-list';

/** How far an address that somebody sent is looked for, in pages. */
const LOOK_PAGES = 10;

@Component({
  selector: 'app-event-detail',
  imports: [EventPanel],
  template: `
    @if (event(); as event) {
      <app-event-panel [event]="event" (closed)="close()" />
    } @else if (missing()) {
      <p class="note error" role="alert"><span>{{ t().account.eventNotFound }}</span> <button type="button" class="button small" (click)="close()">{{ t().common.close }}</button></p>
    }
  `,
})
export class EventDetail {
  readonly eventId = input.required<string>();
  private readonly events = inject(EventsList);
  private readonly router = inject(Router);
  protected readonly t = inject(I18n).t;
  private pagesRead = 0;
  protected readonly event = computed(() => this.events.list.items()?.find(({ id }) => id === this.eventId()) ?? null);
  protected readonly missing = computed(() => this.events.list.items() !== null && !this.events.list.hasMore());

  constructor() {
    effect(() => {
      const { list } = this.events;
      if (this.event() !== null || list.items() === null || list.loadingMore() || this.pagesRead >= LOOK_PAGES) return;
      this.pagesRead += 1;
      void list.more();
    });
  }

  protected close(): void {
    void this.router.navigate(['/events'], { queryParamsHandling: 'preserve' });
  }
}
