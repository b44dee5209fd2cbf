/**
 * The event store in EventStoreDB's terms, so that neither adapter leaks.
 *
 * Revisions count the events of one stream from 0. Positions are opaque, ordered strings over all streams.
 */
export abstract class EventStore {
  /**
   * Appends all events or none, durably, before the promise resolves.
   *
   * Idempotent by event id: repeating an append (same stream, same ids in the same order, same `expected` or `any`) gives
   * the first answer again and writes nothing, for as long as its events are kept. Ids are looked for where the append would
   * have put them; with `any` and `streamExists` in the whole stream, so these are for short ones.
   *
   * @param events one or more
   * @throws WrongExpectedVersionError the stream is not where the caller thought
   * @throws EventIdConflictError some of the ids stand there already, but not all, or not in this order: not a repetition
   * @throws TypeError a name, id or value that no store takes (see check-arguments.ts)
   * @throws EventStoreUnavailableError the store cannot be reached or cannot write; nothing is known to be stored
   */
  abstract append(stream: string, events: readonly NewEvent[], expected: ExpectedRevision): Promise<AppendResult>;

  /**
   * Reads one stream, starting AT `from` (inclusive). A stream that was never written, was deleted, or is hidden is `undefined`.
   * With `maxCount` set, older events are gone and reading from the start begins at the oldest event kept.
   */
  abstract read(stream: string, options?: ReadOptions): Promise<readonly RecordedEvent[] | undefined>;

  /** Reads every stream in the order of commit, starting AT `from` (inclusive). System events (`$…`) are passed over. */
  abstract readAll(options?: ReadAllOptions): Promise<readonly RecordedEvent[]>;

  /**
   * Everything AFTER `after` (exclusive): first what is stored, then `caughtUp`, then what arrives, without gap or double.
   * `checkpoint` tells how far a filtered subscription has looked although nothing matched.
   * Ends when `signal` aborts or the store closes; reopens by itself after a lost connection.
   *
   * The subscription begins when its first message is asked for: `after: 'end'` means the end at that moment, and what is
   * appended after `caughtUp` is certain to come.
   */
  abstract subscribe(options?: SubscribeOptions): AsyncIterable<SubscriptionMessage>;

  /**
   * Keeps only the newest `maxCount` events of a stream readable (EventStoreDB's `$maxCount`), also of a stream to come.
   * Set it before the first event where you can: the embedded store then gives the space of older events back.
   */
  abstract setMaxCount(stream: string, maxCount: number): Promise<void>;

  /**
   * Deletes the stream's events. The stream may be written again afterwards and its revisions go on from where they were
   * (EventStoreDB's soft delete). Deleting what is not there is no error unless `expected` says that it is there.
   * A subscription does not learn of a deletion; it just no longer meets the events.
   *
   * @throws WrongExpectedVersionError
   */
  abstract delete(stream: string, expected: ExpectedRevision): Promise<void>;

  /** Releases files, threads and connections; appends under way are finished first. */
  abstract close(): Promise<void>;
}

export interface NewEvent {
  /** UUID. Derived from the command's id, so that a retry is recognised. */
  readonly id: string;
  readonly type: string;
  readonly data: Json;
  readonly metadata: Json;
}

export interface RecordedEvent extends NewEvent {
  readonly stream: string;
  /** 0 for the first event of the stream. */
  readonly revision: number;
  /** Opaque; compare with {@link comparePositions}. */
  readonly position: Position;
  /** When the store took it, RFC 3339 UTC with milliseconds. */
  readonly createdAt: string;
}

export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };

export type Position = string & { readonly __brand: 'Position' };

/**
 * How much of what lies up to `end` lies up to `position`: 0 to 1. Counted as the store counts, in events or in bytes: positions begin with
 * that number.
 */
export const shareOf = (position: Position, end: Position): number => Number.parseInt(position, 10) / Math.max(1, Number.parseInt(end, 10));

/** Positions are written so that they sort as text. */
export const comparePositions = (a: Position, b: Position): number => (a < b ? -1 : a > b ? 1 : 0);

/** `any`: no check. `noStream`: not there (or deleted). `streamExists`: there. A number: its newest event has this revision. */
export type ExpectedRevision = 'any' | 'noStream' | 'streamExists' | number;

export interface AppendResult {
  /** Revision of the last event appended. */
  readonly revision: number;
  /** Position of the last event appended. */
  readonly position: Position;
}

export type Direction = 'forwards' | 'backwards';

export interface ReadOptions {
  /** A revision (inclusive), or an end. Default: the end that `direction` starts from. */
  readonly from?: number | 'start' | 'end';
  readonly direction?: Direction;
  /** Events at most; unlimited when left out. */
  readonly limit?: number;
}

export interface ReadAllOptions {
  readonly from?: Position | 'start' | 'end';
  readonly direction?: Direction;
  /** Events at most, 1 to 10,000. Default 1,000. */
  readonly limit?: number;
}

export interface SubscribeOptions {
  /** One stream; all streams when left out. */
  readonly stream?: string;
  /** Where the reader stands: a position it has handled, or an end. For one stream too. Default `start`. */
  readonly after?: Position | 'start' | 'end';
  /** Only streams or types that start with one of these. Not with `stream`. */
  readonly filter?: { readonly streamPrefixes: readonly string[] } | { readonly typePrefixes: readonly string[] };
  readonly signal?: AbortSignal;
}

export type SubscriptionMessage =
  | { readonly kind: 'event'; readonly event: RecordedEvent }
  | { readonly kind: 'checkpoint'; readonly position: Position }
  | { readonly kind: 'caughtUp' };

export class WrongExpectedVersionError extends Error {
  constructor(
    readonly stream: string,
    readonly expected: ExpectedRevision,
    /** The revision of the newest event, or `noStream`. */
    readonly actual: number | 'noStream',
  ) {
    super(`stream ${stream}: expected ${expected}, found ${actual}`);
    this.name = 'WrongExpectedVersionError';
  }
}

export class EventStoreUnavailableError extends Error {
  constructor(message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'EventStoreUnavailableError';
  }
}

/** Ids of an append are in the stream already, but not as that very append: a mistake in how the caller derives its ids. */
export class EventIdConflictError extends Error {
  constructor(
    readonly stream: string,
    readonly eventId: string,
  ) {
    super(`stream ${stream}: event id ${eventId} is stored already, in another order or without its neighbours`);
    this.name = 'EventIdConflictError';
  }
}
