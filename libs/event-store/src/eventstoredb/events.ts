import type { AllStreamResolvedEvent, JSONEventData, Position as LogPosition } from '@eventstore/db-client';
import type { Json, NewEvent, RecordedEvent } from '../event-store.js';
import { toPosition } from './positions.js';

/** An event as the client hands it out, of a stream or of all; without the types that only a schema could know. */
export interface ClientEvent {
  readonly streamId: string;
  readonly id: string;
  readonly revision: bigint;
  readonly type: string;
  readonly isJson: boolean;
  readonly created: Date;
  readonly data: unknown;
  readonly metadata?: unknown;
  readonly position?: LogPosition | undefined;
}

/** The one way from the client's many types of events to ours. Links are never resolved, so the event is the original. */
export function clientEvent(resolved: Pick<AllStreamResolvedEvent, 'event'> | { readonly event?: ClientEvent }): ClientEvent {
  if (resolved.event === undefined) throw new Error('the event store sent an event without content');
  return resolved.event;
}

/** What older servers say on a stream's events instead of where they are. */
const NO_POSITION = 2n ** 64n - 1n;

/** The store's own: metadata of streams, links, statistics, settings. */
export const isSystemEvent = ({ streamId, type }: ClientEvent): boolean => streamId.startsWith('$') || type.startsWith('$');

/**
 * @throws TypeError data or metadata is not JSON. Here and not in the client, where it would be thrown where nobody catches it
 */
export function toEventData({ id, type, data, metadata }: NewEvent): JSONEventData {
  toText(data);
  return {
    contentType: 'application/json',
    id,
    type,
    // The client's type wants objects; it does the same to every value.
    data: data as Record<string, unknown>,
    // As bytes, because the client leaves out metadata that is null, false, 0 or ''. Exactly a Uint8Array, not a Buffer.
    metadata: new Uint8Array(Buffer.from(toText(metadata))),
  };
}

export function toRecordedEvent(event: ClientEvent): RecordedEvent {
  if (event.position === undefined || event.position.commit === NO_POSITION) {
    throw new Error('the event store is too old: its events have no position (needs 24 or newer)');
  }
  return {
    id: event.id,
    type: event.type,
    // What is not JSON was not written by us: delivered as something that no reader understands.
    data: event.isJson ? (event.data as Json) : null,
    metadata: event.metadata === undefined || event.metadata instanceof Uint8Array ? {} : (event.metadata as Json),
    stream: event.streamId,
    revision: Number(event.revision),
    position: toPosition(event.position),
    createdAt: event.created.toISOString(),
  };
}

function toText(value: Json): string {
  const text = JSON.stringify(value) as string | undefined;
  if (text === undefined) throw new TypeError('data and metadata must be JSON values');
  return text;
}
