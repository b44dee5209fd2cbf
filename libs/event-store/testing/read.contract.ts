import { describe, expect, it } from 'vitest';
import { type EventStore, type Json, type Position, type RecordedEvent, shareOf } from '../src/event-store.js';
import { anEvent, ids, newStream, revisions, someEvents } from './contract-support.js';

export function readContract(store: () => EventStore): void {
  const fiveEvents = async (): Promise<string> => {
    const stream = newStream();
    await store().append(stream, someEvents(5), 'noStream');
    return stream;
  };

  describe('read', () => {
    it('gives back what was appended, with what the store knows about it', async () => {
      const stream = newStream();
      const event = anEvent({ answer: 42, list: [1, null, true, { deep: 'yes' }] }, 'Answered');
      const { position } = await store().append(stream, [event], 'noStream');
      const [stored] = (await store().read(stream)) ?? [];
      expect(stored).toEqual({ ...event, stream, revision: 0, position, createdAt: stored?.createdAt });
      expect(stored?.createdAt).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/);
    });

    it.each<[string, Json]>([
      ['NUL and control characters', 'a\u0000b\u0001\u001f\u007f'],
      ['lone surrogates', 'x\ud800y\udfffz'],
      ['any script', 'Zoë 東京 😀 \u2028\u2029'],
      ['awkward keys', { '': 1, 'a\u0000': 2, '\ud800': 3, constructor: 4 }],
      ['numbers', [0, -1.5, 1e21, Number.MAX_SAFE_INTEGER, 5e-324]],
      ['null', null],
      ['false', false],
      ['an empty list', []],
    ])('keeps %s', async (_, value) => {
      const stream = newStream();
      await store().append(stream, [{ ...anEvent(value), metadata: value }], 'noStream');
      const [stored] = (await store().read(stream)) ?? [];
      expect(JSON.stringify([stored?.data, stored?.metadata])).toBe(JSON.stringify([value, value]));
    });

    it('says undefined for a stream that is not there, whatever is asked', async () => {
      expect(await store().read(newStream())).toBeUndefined();
      expect(await store().read(newStream(), { from: 3 })).toBeUndefined();
      expect(await store().read(newStream(), { direction: 'backwards', limit: 1 })).toBeUndefined();
    });

    it.each([
      [{}, [0, 1, 2, 3, 4]],
      [{ from: 'start' }, [0, 1, 2, 3, 4]],
      [{ from: 2 }, [2, 3, 4]],
      [{ from: 1, limit: 2 }, [1, 2]],
      [{ limit: 1 }, [0]],
      [{ limit: 9 }, [0, 1, 2, 3, 4]],
      [{ from: 4 }, [4]],
      [{ from: 5 }, []],
      [{ from: 99 }, []],
      [{ direction: 'backwards' }, [4, 3, 2, 1, 0]],
      [{ direction: 'backwards', from: 'end', limit: 1 }, [4]],
      [{ direction: 'backwards', from: 2 }, [2, 1, 0]],
      [{ direction: 'backwards', from: 3, limit: 2 }, [3, 2]],
      [{ direction: 'backwards', from: 99, limit: 2 }, [4, 3]],
    ] as const)('%j of five events gives %j', async (options, expected) => {
      expect(revisions(await store().read(await fiveEvents(), options))).toEqual(expected);
    });

    it('sees an append as soon as it is acknowledged', async () => {
      const stream = newStream();
      for (let revision = 0; revision < 20; revision++) {
        expect((await store().read(stream, { from: revision })) ?? []).toEqual([]);
        await store().append(stream, someEvents(1), revision === 0 ? 'noStream' : revision - 1);
        expect(revisions(await store().read(stream, { from: revision }))).toEqual([revision]);
      }
    });

    it.each([0, -1, 1.5, Number.NaN])('refuses %d as limit or revision', async (number) => {
      await expect(store().read(newStream(), { limit: number })).rejects.toThrow(RangeError);
      if (number !== 0) await expect(store().read(newStream(), { from: number })).rejects.toThrow(RangeError);
    });
  });

  describe('readAll', () => {
    /** Ours among all: others may write at the same time. */
    const ours = (events: readonly RecordedEvent[], mine: readonly string[]): readonly RecordedEvent[] =>
      events.filter(({ stream }) => mine.includes(stream));

    const interleaved = async (): Promise<{ mine: readonly string[]; positions: readonly Position[] }> => {
      const mine = [newStream(), newStream()];
      const positions: Position[] = [];
      for (let i = 0; i < 6; i++) {
        positions.push((await store().append(mine[i % 2] ?? '', [anEvent({ i })], 'any')).position);
      }
      return { mine, positions };
    };

    it('goes through all streams in the order of commit, from a position on, inclusive', async () => {
      const { mine, positions } = await interleaved();
      const found = ours(await store().readAll({ from: positions[1]! }), mine);
      expect(found.map(({ position }) => position)).toEqual(positions.slice(1));
      const shares = positions.map((position) => shareOf(position, positions.at(-1)!));
      expect(shares).toEqual(shares.toSorted((one, other) => one - other));
      expect([shares[0]! > 0, shares[0]! < 1, shares.at(-1)]).toEqual([true, true, 1]);
      expect(found.map(({ data }) => data)).toEqual([1, 2, 3, 4, 5].map((i) => ({ i })));
    });

    it('goes backwards from a position, inclusive, and from the end', async () => {
      const { mine, positions } = await interleaved();
      const back = ours(await store().readAll({ direction: 'backwards', from: positions[3]!, limit: 4 }), mine);
      expect(back.map(({ position }) => position)).toEqual(positions.slice(0, 4).toReversed());
      const newest = ours(await store().readAll({ direction: 'backwards', limit: 100 }), mine);
      expect(newest.map(({ position }) => position)).toEqual(positions.toReversed());
    });

    it('is paged by position and limit without gap or double', async () => {
      const stream = newStream();
      const events = someEvents(25);
      const { position: before } = await store().append(newStream(), someEvents(1), 'any');
      await store().append(stream, events, 'noStream');
      const found: RecordedEvent[] = [];
      for (let from: Position = before; ; ) {
        const page = await store().readAll({ from, limit: 4 });
        expect(page.length).toBeLessThanOrEqual(4);
        found.push(...page.filter((event) => event.position !== from && event.stream === stream));
        const last = page.at(-1)?.position ?? from;
        if (last === from) break;
        from = last;
      }
      expect(ids(found)).toEqual(ids(events));
    });

    it('has nothing behind the end and shows no events of the system', async () => {
      expect(await store().readAll({ from: 'end' })).toEqual([]);
      await store().setMaxCount(newStream(), 3);
      const newest = await store().readAll({ direction: 'backwards', limit: 50 });
      expect(newest.filter(({ stream, type }) => stream.startsWith('$') || type.startsWith('$'))).toEqual([]);
    });

    it.each([0, 10_001, 1.5])('refuses %d as limit', async (limit) => {
      await expect(store().readAll({ limit })).rejects.toThrow(RangeError);
    });
  });
}
