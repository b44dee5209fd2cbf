import { Component, computed, inject, input, resource } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { Router } from '@angular/router';
import { I18n } from '../i18n/i18n';
import { EventPanel } from '../ui/event-panel';
import { problemOf, valueOf } from '../ui/loaded';
import { Skeleton } from '../ui/skeleton';
import { EventsApi } from './events-api';
import { EventsList } from './events-list';

/** One event beside the history. Its address opens it wherever the list stands: what the list does not show is fetched. */
@Component({
  selector: 'app-event-detail',
  imports: [EventPanel, MatButton, Skeleton],
  template: `
    @if (event(); as event) {
      <app-event-panel [event]="event" (closed)="close()" />
    } @else if (missing()) {
      <p class="note error" role="alert"><span>{{ t().events.notThere }}</span> <button type="button" matButton class="small" (click)="close()">{{ t().common.close }}</button></p>
    } @else {
      <aside class="card"><app-skeleton [lines]="8" /></aside>
    }
  `,
})
export class EventDetail {
  readonly eventId = input.required<string>();
  private readonly events = inject(EventsList);
  private readonly api = inject(EventsApi);
  private readonly router = inject(Router);
  private readonly language = inject(I18n).language;
  protected readonly t = inject(I18n).t;
  private readonly listed = computed(() => this.events.list.items()?.find(({ id }) => id === this.eventId()) ?? null);
  private readonly found = resource({
    // Nobody asks for what the list is about to show.
    params: () => (this.events.list.items() === null || this.listed() !== null ? undefined : { id: this.eventId(), language: this.language() }),
    loader: ({ params }) => this.api.one(params.id, params.language),
  });
  protected readonly event = computed(() => this.listed() ?? valueOf(this.found));
  protected readonly missing = computed(() => problemOf(this.found) !== null);

  protected close(): void {
    void this.router.navigate(['/events'], { queryParamsHandling: 'preserve' });
  }
}
