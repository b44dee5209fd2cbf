import { randomUUID } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { EventIdConflictError, WrongExpectedVersionError, type EventStore, type ExpectedRevision } from '../src/event-store.js';
import { anEvent, ids, newStream, revisions, someEvents } from './contract-support.js';

export function appendContract(store: () => EventStore): void {
  describe('append', () => {
    it('answers with the revision of the last event and a position that grows', async () => {
      const stream = newStream();
      const first = await store().append(stream, someEvents(3), 'noStream');
      const second = await store().append(stream, someEvents(1), 2);
      expect([first.revision, second.revision]).toEqual([2, 3]);
      expect(second.position > first.position).toBe(true);
    });

    describe('the expected revision', () => {
      const two = someEvents(2).length;
      const cases: readonly [ExpectedRevision, written: number, allowed: boolean][] = [
        ['any', 0, true],
        ['any', two, true],
        ['noStream', 0, true],
        ['noStream', two, false],
        ['streamExists', 0, false],
        ['streamExists', two, true],
        [1, two, true],
        [0, two, false],
        [2, two, false],
        [0, 0, false],
      ];
      it.each(cases)('%s with %d events there: allowed is %s', async (expected, written, allowed) => {
        const stream = newStream();
        if (written > 0) await store().append(stream, someEvents(written), 'noStream');
        const appended = store().append(stream, someEvents(1), expected);
        if (allowed) {
          expect(await appended).toMatchObject({ revision: written });
        } else {
          const actual = written === 0 ? 'noStream' : written - 1;
          await expect(appended).rejects.toThrow(WrongExpectedVersionError);
          await expect(appended).rejects.toMatchObject({ stream, expected, actual });
        }
        expect((await store().read(stream))?.length ?? 0).toBe(written + (allowed ? 1 : 0));
      });
    });

    it('lets exactly one of 50 win with the same expected revision, 20 times over', async () => {
      const stream = newStream();
      let expected: ExpectedRevision = 'noStream';
      for (let round = 0; round < 20; round++) {
        const attempts = Array.from({ length: 50 }, () => anEvent({ round }));
        const results = await Promise.allSettled(attempts.map((event) => store().append(stream, [event], expected)));
        const winners = attempts.filter((_, i) => results[i]?.status === 'fulfilled');
        const errors = results.flatMap((result) => (result.status === 'rejected' ? [result.reason as unknown] : []));
        expect(winners).toHaveLength(1);
        expect(errors.every((error) => error instanceof WrongExpectedVersionError)).toBe(true);
        expect(ids(await store().read(stream, { from: round }))).toEqual(ids(winners));
        expected = round;
      }
    });

    it('harms no neighbour: parallel appends to many streams fail and succeed each for itself', async () => {
      const streams = Array.from({ length: 40 }, () => newStream());
      await store().append(streams[0] ?? '', [anEvent()], 'noStream');
      const results = await Promise.allSettled(streams.map((stream) => store().append(stream, someEvents(2), 'noStream')));
      expect(results.map(({ status }) => status)).toEqual(['rejected', ...Array<string>(39).fill('fulfilled')]);
      for (const stream of streams.slice(1)) expect(revisions(await store().read(stream))).toEqual([0, 1]);
    });

    it('keeps the order of parallel appends to one stream', async () => {
      const stream = newStream();
      const events = someEvents(50);
      await Promise.all(events.map((event) => store().append(stream, [event], 'any')));
      const stored = (await store().read(stream)) ?? [];
      expect(stored.map(({ revision }) => revision)).toEqual(events.map((_, i) => i));
      expect(new Set(ids(stored))).toEqual(new Set(ids(events)));
      expect(stored.map(({ position }) => position)).toEqual(stored.map(({ position }) => position).toSorted());
    });

    it('takes many events in one append, all of them or none', async () => {
      const stream = newStream();
      const events = someEvents(500);
      await expect(store().append(stream, events, 0)).rejects.toThrow(WrongExpectedVersionError);
      expect(await store().read(stream)).toBeUndefined();
      expect(await store().append(stream, events, 'noStream')).toMatchObject({ revision: 499 });
      expect(ids(await store().read(stream))).toEqual(ids(events));
    });

    it('takes an event of half a megabyte', async () => {
      const stream = newStream();
      const text = 'äöü€'.repeat(50_000);
      await store().append(stream, [anEvent({ text })], 'noStream');
      expect((await store().read(stream))?.[0]?.data).toEqual({ text });
    });
  });

  describe('append again with the same ids', () => {
    it.each(['noStream', 'any'] as const)('gives the first answer and writes nothing (%s)', async (expected) => {
      const stream = newStream();
      const events = someEvents(3);
      const first = await store().append(stream, events, 'noStream');
      await store().append(stream, someEvents(2), 2);
      expect(await store().append(stream, events, expected)).toEqual(first);
      expect(await store().read(stream)).toHaveLength(5);
    });

    it('knows a repetition in the middle of a stream by its revision too', async () => {
      const stream = newStream();
      await store().append(stream, someEvents(2), 'noStream');
      const events = someEvents(2);
      const first = await store().append(stream, events, 1);
      await store().append(stream, someEvents(1), 3);
      expect(await store().append(stream, events, 1)).toEqual(first);
      await expect(store().append(stream, someEvents(2), 1)).rejects.toThrow(WrongExpectedVersionError);
    });

    it('stores a command once however often it is sent at the same time', async () => {
      const stream = newStream();
      const events = someEvents(2);
      const answers = await Promise.all(Array.from({ length: 20 }, () => store().append(stream, events, 'noStream')));
      expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1);
      expect(ids(await store().read(stream))).toEqual(ids(events));
    });

    it('refuses an append of which only a part is stored', async () => {
      const stream = newStream();
      const [known, unknown] = [anEvent(), anEvent()];
      await store().append(stream, [known], 'noStream');
      await expect(store().append(stream, [known, unknown], 'noStream')).rejects.toSatisfy(isConflict);
      expect(ids(await store().read(stream))).toEqual([known.id]);
    });
  });

  describe('what no store takes', () => {
    it.each([
      ['no event', newStream(), []],
      ['a stream of the system', `$${newStream()}`, someEvents(1)],
      ['a stream without name', '', someEvents(1)],
      ['a stream with broken Unicode', 'contract-\ud800', someEvents(1)],
      ['a type of the system', newStream(), [anEvent({}, '$Happened')]],
      ['an id that is no UUID', newStream(), [anEvent({}, 'Happened', 'one')]],
      ['one id twice', newStream(), Array(2).fill(anEvent({}, 'Happened', randomUUID())) as ReturnType<typeof anEvent>[]],
    ])('%s', async (_, stream, events) => {
      await expect(store().append(stream, events, 'any')).rejects.toThrow(TypeError);
    });
  });
}

/** Not every store can tell a broken repetition from a lost race; none may take it. */
function isConflict(error: unknown): boolean {
  return error instanceof EventIdConflictError || error instanceof WrongExpectedVersionError;
}
