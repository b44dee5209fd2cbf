import { Service, computed, inject, resource } from '@angular/core';
import { valueOf } from '../ui/loaded';
import { EventsApi } from './events-api';
import type { EventFilter } from './event-filter';

/** One's own filters under names, as the service keeps them. */
@Service()
export class KeptFilters {
  private readonly api = inject(EventsApi);
  private readonly found = resource({ loader: () => this.api.savedFilters() });
  readonly all = computed(() => valueOf(this.found) ?? []);

  async keep(name: string, filter: EventFilter): Promise<void> {
    await this.api.saveFilter(name, filter);
    this.found.reload();
  }

  async forget(name: string): Promise<void> {
    await this.api.forgetFilter(name);
    this.found.reload();
  }
}
