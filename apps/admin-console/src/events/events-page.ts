import { Component, computed, inject, signal } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { Router, RouterLink, RouterLinkActive, RouterOutlet } from '@angular/router';
import { I18n } from '../i18n/i18n';
import { iconOf, isRefusal } from '../accounts/entry-kinds';
import { Agent } from '../shell/agent';
import { Icon } from '#pages/ui/icon';
import { actorName } from '../ui/actor-name';
import { Column } from '../ui/column';
import { List } from '../ui/list';
import { When } from '../ui/when';
import { asParams, isNarrowed, type EventFilter } from './event-filter';
import { EventsList } from './events-list';
import { ExportDialog } from './export-dialog';
import { FilterForm } from './filter-form';
import { Histogram } from './histogram';
import { SavedFilters } from './saved-filters';
import type { LoggedEvent } from './shapes';

@Component({
  selector: 'app-events-page',
  imports: [Column, ExportDialog, FilterForm, Histogram, Icon, List, MatButton, RouterLink, RouterLinkActive, RouterOutlet, SavedFilters, When],
  providers: [EventsList],
  templateUrl: './events-page.html',
  styles: `
    app-filter-form, app-histogram { display: block; margin-block-end: 1rem; }
    .what { display: flex; align-items: baseline; gap: 0.5rem; }
    .what app-icon { flex: none; align-self: start; color: var(--mat-sys-on-surface-variant); }
    .refusal app-icon { color: var(--mat-sys-error); }
    /* Beside an open event stays what it stands among. */
    @media (min-width: 75rem) { :host:has(app-event-detail) { display: block; margin-inline-end: 27.5rem; } }
    .what a { color: inherit; text-decoration: none; }
    .what a:hover, .what a.open { color: var(--mat-sys-primary); text-decoration: underline; }
  `,
})
export class EventsPage {
  private readonly events = inject(EventsList);
  private readonly router = inject(Router);
  private readonly agent = inject(Agent);
  protected readonly t = inject(I18n).t;
  protected readonly iconOf = iconOf;
  protected readonly isRefusal = isRefusal;
  protected readonly list = this.events.list;
  protected readonly filter = this.events.filter;
  protected readonly narrowed = computed(() => isNarrowed(this.filter()));
  protected readonly mayExport = computed(() => this.agent.may('events.export'));
  protected readonly exporting = signal(false);

  protected by({ actor, actorName: name }: LoggedEvent): string {
    return name ?? actorName(actor, this.t());
  }

  protected narrow(part: Partial<EventFilter>): void {
    void this.router.navigate(['/events'], { queryParams: asParams(part), queryParamsHandling: 'merge' });
  }
}
