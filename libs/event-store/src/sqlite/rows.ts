import type { Json, Position, RecordedEvent } from '../event-store.js';

/** An event as the tables hold it. */
export interface EventRow {
  readonly position: number;
  readonly stream: string;
  readonly revision: number;
  readonly event_id: string;
  readonly type: string;
  readonly data: string;
  readonly metadata: string;
  readonly created_at: number;
  /** Made when it is first asked for, once for all subscriptions that are handed the row. */
  recorded?: RecordedEvent;
}

// As many digits as the largest safe integer has, so that positions sort as text.
const POSITION_DIGITS = 16;

export function toPosition(position: number): Position {
  return String(position).padStart(POSITION_DIGITS, '0') as Position;
}

/** @throws TypeError the position is from another store */
export function fromPosition(position: Position): number {
  if (!/^\d{16}$/.test(position)) throw new TypeError(`not a position of this store: ${JSON.stringify(position)}`);
  return Number(position);
}

/** A row that somebody damaged is still delivered, as one that no reader understands: its stream fails closed, alone. */
function parsed(json: string, otherwise: Json): Json {
  try {
    return JSON.parse(json) as Json;
  } catch {
    return otherwise;
  }
}

export function toRecordedEvent(row: EventRow): RecordedEvent {
  return (row.recorded ??= {
    id: row.event_id,
    type: row.type,
    data: parsed(row.data, null),
    metadata: metadataOf(row.metadata),
    stream: row.stream,
    revision: row.revision,
    position: toPosition(row.position),
    createdAt: instantOf(row.created_at),
  });
}

let newest = { milliseconds: 0, instant: new Date(0).toISOString() };

/** What was appended together has one time. */
function instantOf(milliseconds: number): string {
  if (newest.milliseconds !== milliseconds) newest = { milliseconds, instant: new Date(milliseconds).toISOString() };
  return newest.instant;
}

let shared: { readonly text: string; readonly metadata: Json } = { text: '{}', metadata: {} };

/** The events of one command have one metadata; they lie together and are read together. */
function metadataOf(text: string): Json {
  if (shared.text !== text) shared = { text, metadata: parsed(text, {}) };
  return shared.metadata;
}
