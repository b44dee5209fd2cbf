import { createHash } from 'node:crypto';
import type { EventStore, RecordedEvent } from '#event-store/event-store.js';
import { uuidFromBytes } from '../uuid.js';

/**
 * Records for good that a reaction passed an event over because it did not understand it: `skipped-<name>`. Written before
 * the reaction goes on, so no event is passed over in silence. The same event gives the same record.
 */
export async function recordSkipped(store: EventStore, reaction: string, event: RecordedEvent, cause: unknown): Promise<void> {
  const id = uuidFromBytes(createHash('sha256').update(`skipped/${reaction}/${event.id}`).digest());
  const data = {
    at: new Date().toISOString(),
    eventId: event.id,
    eventType: event.type,
    stream: event.stream,
    revision: event.revision,
    // The name alone: a message may quote what it could not read.
    cause: cause instanceof Error ? cause.name : 'unknown',
  };
  const metadata = { actor: { kind: 'service', name: reaction }, $causationId: event.id };
  await store.append(`skipped-${reaction}`, [{ id, type: 'ReactionSkippedEvent', data, metadata }], 'any');
}
