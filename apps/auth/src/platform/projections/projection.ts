import type { DomainEvent } from '#domain/kernel/message.js';
import type { Sealed } from '#domain/kernel/sealed.js';
import type { StoredEvent } from '#domain/kernel/codec.js';
import type { LoggedEvent } from '../event-log/envelope.js';
import type { Tables } from './tables.js';

/**
 * What pages read: tables that follow from the log and can be thrown away. The tables belong to this projection alone, and
 * its rows move together with its checkpoint, so an event is applied once however often it is delivered.
 *
 * In SQL a table is written as `{account}`; which table of the file that is, is settled by name and version.
 */
export interface Projection<Event extends DomainEvent = DomainEvent> {
  /** `loginDirectory.v1`. A change of tables or of meaning is a new version: it is built beside the old one. */
  readonly name: `${string}.v${number}`;
  readonly tables: readonly string[];
  /** Creates the tables, and the indexes that `apply` itself needs. */
  readonly schema: string;
  /** Indexes for readers only: made once the first build has caught up, which makes it much faster. */
  readonly indexes?: string;
  readonly sources: readonly Source<Event>[];
  /** The types of event for which `apply` does anything; left out: all. Who reads the log for this projection alone passes over others. */
  readonly types?: readonly Event['type'][];
  /** The types of event for which `apply` opens sealed fields. */
  readonly opens?: readonly Event['type'][];
  /** `apply` opens sealed parts of the envelopes; whose they are is told by `envelopeOwner`. */
  readonly opensEnvelopes?: boolean;

  /**
   * Writes rows, and nothing else. Called once per event of its sources, in the order of the log. Looking at anything but
   * the event and its own tables would make a rebuild differ.
   *
   * @throws anything: the projection stops before this event and raises an alarm; the others go on
   */
  apply(logged: LoggedEvent<Event>, tables: Tables, open: Open): void;

  /** Removes what the rows say about a person, so that they look as if rebuilt without the person's key. */
  forget(accountId: string, tables: Tables): void;
}

/** Which streams, and how their events are read. */
export interface Source<Event extends DomainEvent> {
  readonly streamPrefix: `${string}-`;
  /** @throws UnknownEventError */
  readonly decode: (stored: StoredEvent) => Event;
}

/** The plaintext of a field of the event at hand; `undefined` when its owner was erased. @throws SealBrokenError */
export type Open = (ownerId: string, purpose: string, sealed: Sealed) => string | undefined;

const NAME = /^([a-z][A-Za-z0-9]*)\.v([1-9]\d*)$/;

/** `loginDirectory` of `loginDirectory.v1`: what the versions of a projection have in common. */
export function baseOf(name: string): string {
  const [, base] = NAME.exec(name) ?? [];
  if (base === undefined) throw new TypeError(`${name}: a projection is named like loginDirectory.v1`);
  return base;
}
