import { Component, computed, inject, resource, signal } from '@angular/core';
import { Router, RouterLink, RouterLinkActive, RouterOutlet } from '@angular/router';
import { I18n } from '../i18n/i18n';
import { iconOf, isRefusal } from '../accounts/entry-kinds';
import { OrganizationsApi } from '../organizations/organizations-api';
import { Agent } from '../shell/agent';
import { Icon } from '#pages/ui/icon';
import { actorName } from '../ui/actor-name';
import { List } from '../ui/list';
import { valueOf } from '../ui/loaded';
import { RowKeys } from '../ui/row-keys';
import { When } from '../ui/when';
import { asParams, isNarrowed, type EventFilter } from './event-filter';
import { EventsList } from './events-list';
import { ExportDialog } from './export-dialog';
import { FilterForm } from './filter-form';
import { Histogram } from './histogram';
import { SavedFilters } from './saved-filters';

@Component({
  selector: 'app-events-page',
  imports: [ExportDialog, FilterForm, Histogram, Icon, List, RouterLink, RouterLinkActive, RouterOutlet, RowKeys, SavedFilters, When],
  providers: [EventsList],
  templateUrl: './events-page.html',
  styles: `
    app-filter-form, app-histogram { display: block; margin-block-end: 1rem; }
    td app-icon { vertical-align: middle; margin-inline-end: 0.5rem; color: var(--mat-sys-on-surface-variant); }
    .refusal app-icon { color: var(--mat-sys-error); }
    td a[data-row] { color: inherit; text-decoration: none; }
    td a[data-row]:hover, td a.open { color: var(--mat-sys-primary); text-decoration: underline; }
  `,
})
export class EventsPage {
  private readonly events = inject(EventsList);
  private readonly router = inject(Router);
  private readonly agent = inject(Agent);
  private readonly organizationsApi = inject(OrganizationsApi);
  private readonly organizations = resource({ loader: () => this.organizationsApi.all() });
  private readonly names = computed(() => new Map((valueOf(this.organizations) ?? []).map(({ id, name }) => [id, name])));
  protected readonly t = inject(I18n).t;
  protected readonly actorName = actorName;
  protected readonly iconOf = iconOf;
  protected readonly isRefusal = isRefusal;
  protected readonly list = this.events.list;
  protected readonly filter = this.events.filter;
  protected readonly narrowed = computed(() => isNarrowed(this.filter()));
  protected readonly mayExport = computed(() => this.agent.may('events.export'));
  protected readonly exporting = signal(false);

  protected nameOf(organizationId: string | null): string {
    return organizationId === null ? '' : (this.names().get(organizationId) ?? organizationId);
  }

  protected narrow(part: Partial<EventFilter>): void {
    void this.router.navigate(['/events'], { queryParams: asParams(part), queryParamsHandling: 'merge' });
  }
}
