import { describe, it } from 'vitest';
import { EventStoreDbEventStore } from '#event-store/eventstoredb/eventstoredb-event-store.js';
import { eventStoreContract } from '../../libs/event-store/testing/event-store.contract.js';
import { startStandIn } from '../support/eventstoredb/stand-in.js';

eventStoreContract('EventStoreDB (stand-in)', async () => {
  const standIn = await startStandIn();
  const store = new EventStoreDbEventStore({ connectionString: standIn.connectionString, production: true });
  const stop = async (): Promise<void> => {
    await store.close();
    await standIn.stop();
  };
  return { store, stop };
});

const connectionString = process.env['EVENTSTOREDB_URL'];
if (connectionString === undefined) {
  describe('EventStoreDB (a real server): event store contract', () => {
    it.skip('not run: EVENTSTOREDB_URL is not set (esdb://user:password@host:2113)', () => {});
  });
} else {
  eventStoreContract('EventStoreDB (a real server)', async () => {
    const store = new EventStoreDbEventStore({ connectionString, production: false });
    return { store, stop: () => store.close() };
  });
}
