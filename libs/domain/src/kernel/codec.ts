import type { DomainEvent } from './message.js';
import { own } from './own.js';

/**
 * - `public`: may be read by anyone who may read the log
 * - `personal`: says who somebody is or where they were; sealed with the owner's data key
 * - `secret`: helps to sign in; sealed with the owner's data key, opened only where it is checked
 */
export type FieldClass = 'public' | 'personal' | 'secret';

/** One entry per event, one class per field: the compiler asks for every one of them. */
export type FieldClasses<Event extends DomainEvent> = {
  readonly [E in Event as E['type']]: { readonly [Field in Exclude<keyof E, 'type'>]-?: FieldClass };
};

/** An event as it is stored: the name says which shape the data has. */
export interface StoredEvent {
  readonly type: string;
  readonly data: unknown;
}

export interface Codec<Event extends DomainEvent> {
  readonly classes: FieldClasses<Event>;
  readonly encode: (event: Event) => StoredEvent;
  /** @throws UnknownEventError fail closed: the fold of a stream must not skip what it does not understand */
  readonly decode: (stored: StoredEvent) => Event;
}

export class UnknownEventError extends Error {
  constructor(readonly storedType: string) {
    super(`unknown event ${storedType}`);
    this.name = 'UnknownEventError';
  }
}

type Reader<Event> = (data: Record<string, unknown>) => Event;

/**
 * Events are stored under their own name with their fields as data. When a shape changes, the new one is stored as `Name.v2`
 * (`storedNames`), and `readers` keeps one function for each older name that was ever written.
 */
export function createCodec<Event extends DomainEvent>(
  classes: FieldClasses<Event>,
  readers: Readonly<Record<string, Reader<Event>>> = {},
  storedNames: Readonly<Record<string, string>> = {},
): Codec<Event> {
  const typeOf = new Map<string, string>(Object.keys(classes).map((type) => [storedNames[type] ?? type, type]));
  return {
    classes,
    encode({ type, ...data }) {
      return { type: storedNames[type] ?? type, data };
    },
    decode({ type, data }) {
      if (typeof data !== 'object' || data === null) throw new UnknownEventError(`${type} without data`);
      const reader = own(readers, type);
      if (reader !== undefined) return reader(data as Record<string, unknown>);
      const current = typeOf.get(type);
      if (current === undefined) throw new UnknownEventError(type);
      return { ...data, type: current } as unknown as Event;
    },
  };
}
