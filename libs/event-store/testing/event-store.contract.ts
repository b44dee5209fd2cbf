import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { EventStoreUnavailableError, type EventStore } from '../src/event-store.js';
import { appendContract } from './append.contract.js';
import { anEvent, newStream, type StoreUnderTest } from './contract-support.js';
import { readContract } from './read.contract.js';
import { retentionContract } from './retention.contract.js';
import { subscribeContract } from './subscribe.contract.js';

/**
 * What every adapter of the {@link EventStore} port keeps. One store serves all tests but those of closing; each test writes
 * streams of its own, because a store may be shared and may remember earlier runs.
 */
export function eventStoreContract(name: string, start: () => Promise<StoreUnderTest>): void {
  describe(`${name}: event store contract`, () => {
    describe('an open store', () => {
      let underTest: StoreUnderTest;
      beforeAll(async () => {
        underTest = await start();
      });
      afterAll(() => underTest.stop());

      const store = (): EventStore => underTest.store;
      appendContract(store);
      readContract(store);
      subscribeContract(store);
      retentionContract(store);
    });

    describe('closing', () => {
      it('finishes the appends under way, refuses later ones and ends subscriptions', async () => {
        const { store, stop } = await start();
        try {
          const live = (async () => {
            for await (const message of store.subscribe({ after: 'end' })) if (message.kind === 'caughtUp') break;
            for await (const message of store.subscribe({ stream: newStream() })) void message;
          })();
          const underWay = Array.from({ length: 20 }, () => store.append(newStream(), [anEvent()], 'noStream'));
          await store.close();
          await expect(Promise.all(underWay)).resolves.toHaveLength(20);
          await expect(store.append(newStream(), [anEvent({}, 'Late', randomUUID())], 'any')).rejects.toThrow(
            EventStoreUnavailableError,
          );
          await expect(store.read(newStream())).rejects.toThrow(EventStoreUnavailableError);
          await live;
          await expect(store.close()).resolves.toBeUndefined();
        } finally {
          await stop();
        }
      });
    });
  });
}
