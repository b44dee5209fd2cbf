import { describe, expect, it, onTestFinished } from 'vitest';
import { EventStoreUnavailableError } from '#event-store/event-store.js';
import { EventStoreDbEventStore } from '#event-store/eventstoredb/eventstoredb-event-store.js';
import { eventsOf, newStream, someEvents, startLive } from '../../libs/event-store/testing/contract-support.js';
import { startStandIn, type StandIn } from '../support/eventstoredb/stand-in.js';

const CREDENTIALS = 'vestibule:s%C3%A9cret';

async function secureServer(): Promise<StandIn> {
  const standIn = await startStandIn(CREDENTIALS);
  await standIn.set({ credentials: decodeURIComponent(CREDENTIALS) });
  onTestFinished(() => standIn.stop());
  return standIn;
}

function open(connectionString: string): EventStoreDbEventStore {
  const store = new EventStoreDbEventStore({ connectionString, production: true });
  onTestFinished(() => store.close());
  return store;
}

describe('EventStoreDB over TLS', () => {
  it('says who it is on every call', async () => {
    const { connectionString } = await secureServer();
    const store = open(connectionString);
    const stream = newStream();
    const { messages, until } = await startLive(store, { stream, after: 'end' });
    await store.append(stream, someEvents(2), 'any');
    await until(() => eventsOf(messages).length >= 2);
    await store.setMaxCount(stream, 1);
    expect(await store.read(stream)).toHaveLength(1);
    await store.delete(stream, 1);
    expect(await store.readAll({ direction: 'backwards', limit: 5 })).toHaveLength(2);
  });

  it('is not available to the wrong password, and does not try it again', async () => {
    const { connectionString } = await secureServer();
    const store = open(connectionString.replace('s%C3%A9cret', 'wrong'));
    await expect(store.append(newStream(), someEvents(1), 'noStream')).rejects.toThrow(EventStoreUnavailableError);
    await expect(store.readAll()).rejects.toThrow('Access Denied');
    expect(store.status()).toMatchObject({ reachable: false, retries: 0 });
  });

  it('trusts no certificate that it was not told to trust', async () => {
    const { connectionString } = await secureServer();
    const store = open(connectionString.replace(/\?.*/, ''));
    await expect(store.readAll()).rejects.toThrow(EventStoreUnavailableError);
  });
});
