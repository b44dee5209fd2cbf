import type { Readable, ReadableOptions, Transform, TransformOptions } from 'node:stream';
import {
  eventTypeFilter,
  excludeSystemEvents,
  START,
  streamNameFilter,
  type EventStoreDBClient,
  type Filter,
  type Position as LogPosition,
} from '@eventstore/db-client';
import type { ReadResp } from '@eventstore/db-client/generated/streams_pb.js';
import type { SubscribeOptions } from '../event-store.js';
import { clientEvent, type ClientEvent } from './events.js';

/** What the server says on a subscription, in the order in which it says it. */
export type FeedMessage =
  | { readonly kind: 'confirmed' }
  | { readonly kind: 'event'; readonly event: ClientEvent }
  | { readonly kind: 'checkpoint'; readonly position: LogPosition }
  | { readonly kind: 'caughtUp' };

export interface Feed {
  readonly messages: AsyncIterator<FeedMessage>;
  /** Ends the call; `messages` then fails or ends. */
  readonly cancel: () => void;
}

// A checkpoint after so many events that were looked at; the server reads as many at a time.
const WINDOW = { maxSearchWindow: 250, checkpointInterval: 2 };

interface Converter {
  convertGrpcEvent(event: ReadResp.ReadEvent | undefined): { event?: ClientEvent };
}

export function feedOfStream(client: EventStoreDBClient, stream: string, after: bigint | 'start'): Feed {
  return feed(client.subscribeToStream(stream, { fromRevision: after === 'start' ? START : after }, IN_ORDER));
}

/** Without a filter of ours still without system events, as far as they tell by their type. */
export function feedOfAll(client: EventStoreDBClient, after: LogPosition | 'start', filter: SubscribeOptions['filter']): Feed {
  return feed(client.subscribeToAll({ fromPosition: after === 'start' ? START : after, filter: toFilter(filter) }, IN_ORDER));
}

function toFilter(filter: SubscribeOptions['filter']): Filter {
  if (filter === undefined) return excludeSystemEvents(WINDOW);
  if ('streamPrefixes' in filter) return streamNameFilter({ prefixes: [...filter.streamPrefixes], ...WINDOW });
  return eventTypeFilter({ prefixes: [...filter.typePrefixes], ...WINDOW });
}

/**
 * The client reports events through the stream but `caughtUp` beside it, where it overtakes events that still wait to be read.
 * Its subscriptions are transforms and pass these options on to Node, so that we put everything into the one stream.
 */
const IN_ORDER = {
  transform(response: ReadResp, _encoding, next) {
    try {
      next(null, toMessage(response, this as Transform & Converter));
    } catch (error) {
      next(error instanceof Error ? error : new Error(String(error)));
    }
  },
} satisfies TransformOptions as ReadableOptions;

/** Undefined: nothing that concerns us. */
function toMessage(response: ReadResp, converter: Converter): FeedMessage | undefined {
  if (response.hasEvent()) return { kind: 'event', event: clientEvent(converter.convertGrpcEvent(response.getEvent())) };
  if (response.hasCheckpoint()) return { kind: 'checkpoint', position: positionOf(response.getCheckpoint()) };
  if (response.hasCaughtUp()) return { kind: 'caughtUp' };
  return response.hasConfirmation() ? { kind: 'confirmed' } : undefined;
}

function positionOf(checkpoint: ReadResp.Checkpoint | undefined): LogPosition {
  return { commit: BigInt(checkpoint?.getCommitPosition() ?? 0), prepare: BigInt(checkpoint?.getPreparePosition() ?? 0) };
}

function feed(subscription: ReturnType<EventStoreDBClient['subscribeToAll']> | ReturnType<EventStoreDBClient['subscribeToStream']>): Feed {
  // Stays for good: an error that comes after the end of our interest would end the process if nobody listened.
  subscription.on('error', () => {});
  let call: Readable | undefined;
  let cancelled = false;
  subscription.on('pipe', (source) => {
    call = source as Readable;
    if (cancelled) letEnd();
  });
  /** What nobody reads never ends, and the client waits for the end of all that was begun before it closes. */
  const letEnd = (): void => {
    call?.unpipe().resume();
  };
  return {
    messages: subscription[Symbol.asyncIterator]() as AsyncIterator<unknown> as AsyncIterator<FeedMessage>,
    cancel: () => {
      if (cancelled) return;
      cancelled = true;
      subscription.unsubscribe().catch(() => {});
      subscription.destroy();
      letEnd();
    },
  };
}
