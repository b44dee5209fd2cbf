import { Service, inject } from '@angular/core';
import { Connection } from '../api/connection';
import { SessionApi } from '../api/session-api';
import type { Page } from '../api/shapes';
import type { EventFilter } from './event-filter';
import type { EventHistogram, EventType, LoggedEvent, SavedFilter } from './shapes';

export type ExportFormat = 'csv' | 'ndjson';

@Service()
export class EventsApi {
  private readonly connection = inject(Connection);
  private readonly session = inject(SessionApi);

  async find(filter: EventFilter, after: string | null): Promise<Page<LoggedEvent>> {
    const answer = await this.connection.get<{ events: LoggedEvent[]; next: string | null }>('/admin/events', { ...filter, after, limit: 100 });
    return { items: answer.events, next: answer.next };
  }

  histogram(filter: EventFilter, buckets: number): Promise<EventHistogram> {
    return this.connection.get<EventHistogram>('/admin/events/histogram', { ...filter, buckets });
  }

  async types(): Promise<readonly EventType[]> {
    return (await this.connection.get<{ types: EventType[] }>('/admin/event-types')).types;
  }

  async savedFilters(): Promise<readonly SavedFilter[]> {
    return (await this.connection.get<{ filters: SavedFilter[] }>('/admin/saved-filters')).filters;
  }

  saveFilter(name: string, filter: Readonly<Record<string, string>>): Promise<void> {
    return this.connection.send('PUT', `/admin/saved-filters/${encodeURIComponent(name)}`, { filter });
  }

  forgetFilter(name: string): Promise<void> {
    return this.connection.send('DELETE', `/admin/saved-filters/${encodeURIComponent(name)}`);
  }

  /** Asks for the passkey; the file is then fetched by its address. */
  async startExport(filter: Readonly<Record<string, string>>, format: ExportFormat, reason: string): Promise<{ readonly address: string; readonly events: number }> {
    const proof = await this.session.prove('export', 'export');
    const { exportId, events } = await this.connection.send<{ exportId: string; events: number }>('POST', '/admin/exports', { filter, format, reason, proof });
    return { address: `/api/v1/admin/exports/${encodeURIComponent(exportId)}`, events };
  }
}
