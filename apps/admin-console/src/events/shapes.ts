import type { Schemas } from '../api/shapes';

export type LoggedEvent = Schemas['AuditedEvent'];
export type EventType = Schemas['EventTypes']['types'][number];
export type EventHistogram = Schemas['EventHistogram'];
export type SavedFilter = Schemas['SavedFilters']['filters'][number];
