import { Service, inject } from '@angular/core';
import type { Language } from '#pages/i18n/language';
import { Connection } from '../api/connection';
import { SessionApi } from '../api/session-api';
import type { Page, Schemas } from '../api/shapes';
import { usedParts, type EventFilter } from './event-filter';
import type { EventHistogram, EventType, LoggedEvent, SavedFilter } from './shapes';

const EVENTS_A_PAGE = 100;
export type ExportFormat = Schemas['StartExport']['format'];

@Service()
export class EventsApi {
  private readonly api = inject(Connection);
  private readonly client = this.api.client;
  private readonly session = inject(SessionApi);

  async find(filter: EventFilter, language: Language, after: string | null): Promise<Page<LoggedEvent>> {
    const query = { ...usedParts(filter), language, ...(after === null ? {} : { after }), limit: EVENTS_A_PAGE };
    const { events, next } = await this.api.answer(this.client.GET('/admin/events', { params: { query } }));
    return { items: events, next };
  }

  one(eventId: string, language: Language): Promise<LoggedEvent> {
    return this.api.answer(this.client.GET('/admin/events/{eventId}', { params: { path: { eventId }, query: { language } } }));
  }

  histogram(filter: EventFilter, buckets: number): Promise<EventHistogram> {
    return this.api.answer(this.client.GET('/admin/events/histogram', { params: { query: { ...usedParts(filter), buckets } } }));
  }

  async types(language: Language): Promise<readonly EventType[]> {
    return (await this.api.answer(this.client.GET('/admin/event-types', { params: { query: { language } } }))).types;
  }

  async savedFilters(): Promise<readonly SavedFilter[]> {
    return (await this.api.answer(this.client.GET('/admin/saved-filters', {}))).filters;
  }

  saveFilter(name: string, filter: EventFilter): Promise<void> {
    return this.api.done(this.client.PUT('/admin/saved-filters/{name}', { params: { path: { name } }, body: { filter: usedParts(filter) } }));
  }

  forgetFilter(name: string): Promise<void> {
    return this.api.done(this.client.DELETE('/admin/saved-filters/{name}', { params: { path: { name } } }));
  }

  /** Asks for the passkey; the file is then fetched by its address. */
  async startExport(filter: EventFilter, format: ExportFormat, reason: string): Promise<{ readonly address: string; readonly events: number }> {
    const proof = await this.session.prove('export', 'export');
    const body = { filter: usedParts(filter), format, reason, proof };
    const { exportId, events } = await this.api.answer(this.client.POST('/admin/exports', { body }));
    return { address: `/api/v1/admin/exports/${encodeURIComponent(exportId)}`, events };
  }
}
