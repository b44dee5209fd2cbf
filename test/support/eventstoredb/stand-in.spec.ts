import { EventStoreDBClient, jsonEvent, NO_STREAM, StreamDeletedError, STREAM_EXISTS, WrongExpectedVersionError } from '@eventstore/db-client';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startStandIn, type StandIn } from './stand-in.js';

const anEvent = (data = {}) => jsonEvent({ type: 'Happened', data });

/** The habits of a real server that the adapter smooths over, and the calls that it does not use: with the bare client. */
describe('the server that stands in for EventStoreDB', () => {
  let standIn: StandIn;
  let client: EventStoreDBClient;
  beforeAll(async () => {
    standIn = await startStandIn();
    client = EventStoreDBClient.connectionString(standIn.connectionString);
  });
  afterAll(async () => {
    await client.dispose();
    await standIn.stop();
  });

  it('answers each of many batches once, the refused ones too', async () => {
    const results = await Promise.allSettled(
      Array.from({ length: 50 }, (_, i) => client.appendToStream(`batch-${i % 25}`, [anEvent({ i }), anEvent()], { expectedRevision: NO_STREAM })),
    );
    const refused = results.flatMap((result) => (result.status === 'rejected' ? [result.reason as unknown] : []));
    expect(refused).toHaveLength(25);
    expect(refused.every((error) => error instanceof WrongExpectedVersionError && error.actualVersion === 1n)).toBe(true);
    expect((await standIn.seen()).counts).toMatchObject({ batchAppend: 50 });
  });

  it('takes a batch that comes in parts as one append', async () => {
    const events = Array.from({ length: 20 }, () => anEvent({ text: 'x'.repeat(1_000) }));
    const { nextExpectedRevision } = await client.appendToStream('parts-1', events, { batchAppendSize: 3_000 });
    expect(nextExpectedRevision).toBe(19n);
  });

  it('refuses to delete what never was, and says that metadata alone is a stream', async () => {
    await expect(client.deleteStream('never-1')).rejects.toThrow(WrongExpectedVersionError);
    await client.setStreamMetadata('bare-1', { maxCount: 1 });
    await expect(client.appendToStream('bare-1', anEvent(), { expectedRevision: STREAM_EXISTS })).resolves.toMatchObject({ success: true });
  });

  it('forgets all metadata with a soft delete, and takes nothing after a tombstone', async () => {
    await client.appendToStream('gone-1', [anEvent(), anEvent()]);
    await client.setStreamMetadata('gone-1', { maxCount: 5 });
    await client.deleteStream('gone-1');
    await client.appendToStream('gone-1', [anEvent()], { expectedRevision: NO_STREAM });
    expect((await client.getStreamMetadata('gone-1')).metadata).toEqual({ truncateBefore: 2 });
    await client.tombstoneStream('gone-1');
    await expect(client.appendToStream('gone-1', [anEvent()])).rejects.toThrow(StreamDeletedError);
  });
});
