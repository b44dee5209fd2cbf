import type { Schemas } from '../api/shapes';

/** What the history is narrowed to. Every part of it stands in the address under its own name, empty when it is not used. */
export const filterNames = ['from', 'to', 'organizationId', 'accountId', 'actorId', 'types', 'outcome', 'address', 'text', 'requestId'] as const;
export type FilterName = (typeof filterNames)[number];
export type EventFilter = Readonly<Record<FilterName, string>>;

export function filterFrom(get: (name: FilterName) => string | null | undefined): EventFilter {
  const part = (name: FilterName): string => get(name) ?? '';
  return {
    from: part('from'),
    to: part('to'),
    organizationId: part('organizationId'),
    accountId: part('accountId'),
    actorId: part('actorId'),
    types: part('types'),
    outcome: part('outcome'),
    address: part('address'),
    text: part('text'),
    requestId: part('requestId'),
  };
}

/** For the address: `null` takes a part out of it. */
export function asParams(filter: Partial<EventFilter>): Record<string, string | null> {
  return Object.fromEntries(Object.entries(filter).map(([name, value]) => [name, value === '' ? null : value]));
}

export function isNarrowed(filter: EventFilter): boolean {
  return filterNames.some((name) => filter[name] !== '');
}

/** A filter without its empty parts, as the service takes it. An outcome that nobody knows is refused by the service, by name. */
export function usedParts(filter: EventFilter): Schemas['EventFilter'] {
  return Object.fromEntries(Object.entries(filter).filter(([, value]) => value !== ''));
}
