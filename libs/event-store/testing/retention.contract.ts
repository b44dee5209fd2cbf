import { describe, expect, it } from 'vitest';
import { WrongExpectedVersionError, type EventStore } from '../src/event-store.js';
import { anEvent, collect, eventsOf, ids, newStream, revisions, someEvents } from './contract-support.js';

export function retentionContract(store: () => EventStore): void {
  describe('setMaxCount', () => {
    it('keeps the newest events readable, of those there and of those to come', async () => {
      const stream = newStream();
      await store().append(stream, someEvents(5), 'noStream');
      await store().setMaxCount(stream, 2);
      expect(revisions(await store().read(stream))).toEqual([3, 4]);
      await store().append(stream, someEvents(1), 4);
      expect(revisions(await store().read(stream))).toEqual([4, 5]);
      expect(revisions(await store().read(stream, { direction: 'backwards' }))).toEqual([5, 4]);
      expect(revisions(await store().read(stream, { direction: 'backwards', limit: 1 }))).toEqual([5]);
      expect(revisions(await store().read(stream, { from: 5 }))).toEqual([5]);
    });

    it('can be set before the first event, and is no event itself', async () => {
      const stream = newStream();
      await store().setMaxCount(stream, 1);
      expect(await store().read(stream)).toBeUndefined();
      await expect(store().append(stream, someEvents(1), 'streamExists')).rejects.toThrow(WrongExpectedVersionError);
      await store().append(stream, someEvents(3), 'noStream');
      expect(revisions(await store().read(stream))).toEqual([2]);
      await store().append(stream, someEvents(1), 2);
      expect(revisions(await store().read(stream))).toEqual([3]);
    });

    it('refuses a count that is no count', async () => {
      await expect(store().setMaxCount(newStream(), 0)).rejects.toThrow(RangeError);
    });
  });

  describe('delete', () => {
    it('takes the events away, and a revived stream goes on with its revisions', async () => {
      const stream = newStream();
      await store().append(stream, someEvents(3), 'noStream');
      await store().delete(stream, 2);
      expect(await store().read(stream)).toBeUndefined();
      expect(await store().read(stream, { from: 1 })).toBeUndefined();
      expect(await store().read(stream, { direction: 'backwards', limit: 1 })).toBeUndefined();
      await expect(store().append(stream, someEvents(1), 'streamExists')).rejects.toThrow(WrongExpectedVersionError);

      const event = anEvent();
      expect(await store().append(stream, [event], 'noStream')).toMatchObject({ revision: 3 });
      const revived = await store().read(stream);
      expect([ids(revived), revisions(revived)]).toEqual([[event.id], [3]]);
      await store().append(stream, someEvents(1), 3);
      expect(revisions(await store().read(stream))).toEqual([3, 4]);
    });

    it.each(['any', 'streamExists'] as const)('may expect %s', async (expected) => {
      const stream = newStream();
      await store().append(stream, someEvents(1), 'noStream');
      await store().delete(stream, expected);
      expect(await store().read(stream)).toBeUndefined();
    });

    it.each([0, 2, 'noStream'] as const)('with %s expected and 1 there, deletes nothing', async (expected) => {
      const stream = newStream();
      await store().append(stream, someEvents(2), 'noStream');
      await expect(store().delete(stream, expected)).rejects.toThrow(WrongExpectedVersionError);
      expect(revisions(await store().read(stream))).toEqual([0, 1]);
    });

    it('of what is not there is an error only if it was expected there', async () => {
      await expect(store().delete(newStream(), 'any')).resolves.toBeUndefined();
      await expect(store().delete(newStream(), 'streamExists')).rejects.toThrow(WrongExpectedVersionError);
      await expect(store().delete(newStream(), 0)).rejects.toThrow(WrongExpectedVersionError);
    });

    it('leaves the other streams alone, and their events in their places', async () => {
      const [stays, goes] = [newStream(), newStream()];
      const first = await store().append(stays, someEvents(1), 'noStream');
      await store().append(goes, someEvents(1), 'noStream');
      const last = await store().append(stays, someEvents(1), 0);
      await store().delete(goes, 'any');
      expect((await store().read(stays))?.map(({ position }) => position)).toEqual([first.position, last.position]);
      const next = await store().append(stays, someEvents(1), 1);
      expect(next.position > last.position).toBe(true);
      const messages = await collect(store(), { stream: stays, after: first.position }, (all) => eventsOf(all).length === 2);
      expect(revisions(eventsOf(messages))).toEqual([1, 2]);
    });

    it('never gives a position twice, also when the newest event is deleted', async () => {
      const goes = newStream();
      const gone = await store().append(goes, someEvents(1), 'noStream');
      await store().delete(goes, 'any');
      const next = await store().append(newStream(), someEvents(1), 'noStream');
      expect(next.position > gone.position).toBe(true);
    });
  });
}
