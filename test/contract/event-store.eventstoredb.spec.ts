import { describe } from 'vitest';
import { EventStoreDbEventStore } from '#event-store/eventstoredb/eventstoredb-event-store.js';
import { eventStoreContract } from '../../libs/event-store/testing/event-store.contract.js';
import { startStandIn } from '../support/eventstoredb/stand-in.js';

eventStoreContract('EventStoreDB (stand-in)', async () => {
  const standIn = await startStandIn();
  const store = new EventStoreDbEventStore({ connectionString: standIn.connectionString, production: true, timeout: 60_000 });
  const stop = async (): Promise<void> => {
    await store.close();
    await standIn.stop();
  };
  return { store, stop };
});

/** Writes streams of its own only; still, not a server that keeps something. */
const connectionString = process.env['EVENTSTOREDB_URL'] ?? '';
const reason = connectionString === '' ? ' (not run: EVENTSTOREDB_URL is not set, esdb://user:password@host:2113)' : '';

describe.skipIf(connectionString === '')(`a real server${reason}`, () => {
  eventStoreContract('EventStoreDB', async () => {
    const store = new EventStoreDbEventStore({ connectionString, production: false });
    return { store, stop: () => store.close() };
  });
});
