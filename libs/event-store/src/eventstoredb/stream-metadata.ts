import { randomUUID } from 'node:crypto';
import { NO_STREAM, WrongExpectedVersionError, type EventStoreDBClient, type JSONEventData } from '@eventstore/db-client';
import { EventStoreUnavailableError } from '../event-store.js';
import type { Budget } from './calls.js';
import type { Reader } from './reader.js';

type Metadata = Readonly<Record<string, unknown>>;

/**
 * Sets `$maxCount` and keeps what else is there: access rights, and `$tb` of a stream that was deleted once, without which its
 * old events would show again. (The client's own function replaces everything.)
 *
 * One attempt; safe to repeat.
 */
export async function setMaxCount(
  client: EventStoreDBClient,
  reader: Reader,
  stream: string,
  maxCount: number,
  budget: Budget,
): Promise<void> {
  const metastream = `$$${stream}`;
  const id = randomUUID();
  while (!budget.spent) {
    const newest = await reader.newest(metastream, budget);
    const metadata = withoutDeletion(newest?.data);
    if (metadata['$maxCount'] === maxCount) return;
    const event: JSONEventData = {
      contentType: 'application/json',
      id,
      type: '$metadata',
      data: { ...metadata, $maxCount: maxCount },
      metadata: undefined,
    };
    const expectedRevision: bigint | typeof NO_STREAM = newest?.revision ?? NO_STREAM;
    try {
      const options = { expectedRevision, deadline: budget.remaining, requiresLeader: true };
      await budget.within(client.appendToStream(metastream, event, options));
      return;
    } catch (error) {
      if (!(error instanceof WrongExpectedVersionError)) throw error;
    }
  }
  throw new EventStoreUnavailableError(`stream ${stream}: others are always faster to set its metadata`);
}

/**
 * On a deleted stream `$tb` is the largest 64-bit integer, which JSON in JavaScript cannot say exactly. It is left out: the
 * server puts the right number in when metadata of a deleted stream is written.
 */
function withoutDeletion(data: unknown): Metadata {
  if (typeof data !== 'object' || data === null) return {};
  const { $tb, ...rest } = data as Metadata;
  return Number.isSafeInteger($tb) ? { ...rest, $tb } : rest;
}
