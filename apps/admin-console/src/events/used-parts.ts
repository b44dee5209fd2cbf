import type { EventFilter } from './event-filter';

/** A filter without its empty parts, as the service takes it in a body. */
export function usedParts(filter: EventFilter): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(filter).filter(([, value]) => value !== ''));
}
