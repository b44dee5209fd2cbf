import { describe, expect, it } from 'vitest';
import type { EventStore, NewEvent } from '../src/event-store.js';
import { anEvent, collect, eventsOf, ids, newCategory, newStream, revisions, someEvents, startLive } from './contract-support.js';

export function subscribeContract(store: () => EventStore): void {
  describe('subscribe to one stream', () => {
    it('gives what is stored, then says caughtUp once, then what arrives', async () => {
      const stream = newStream();
      const events = someEvents(6);
      await store().append(stream, events.slice(0, 3), 'noStream');
      const { messages, until } = await startLive(store(), { stream });
      expect(messages.map(({ kind }) => kind)).toEqual(['event', 'event', 'event', 'caughtUp']);
      for (const event of events.slice(3)) await store().append(stream, [event], 'any');
      await until(() => eventsOf(messages).length >= 6);
      expect(ids(eventsOf(messages))).toEqual(ids(events));
      expect(messages.filter(({ kind }) => kind === 'caughtUp')).toHaveLength(1);
      expect(eventsOf(messages)).toEqual(await store().read(stream));
    });

    it('waits for a stream that is not there yet', async () => {
      const stream = newStream();
      const { messages, until } = await startLive(store(), { stream });
      await store().append(stream, someEvents(2), 'noStream');
      await until(() => eventsOf(messages).length >= 2);
      expect(revisions(eventsOf(messages))).toEqual([0, 1]);
    });

    it('starts after a position, exclusive, and after the end', async () => {
      const stream = newStream();
      await store().append(stream, someEvents(2), 'noStream');
      const { position } = await store().append(stream, someEvents(1), 1);
      await store().append(stream, someEvents(2), 2);
      const rest = await collect(store(), { stream, after: position }, (all) => all.at(-1)?.kind === 'caughtUp');
      expect(revisions(eventsOf(rest))).toEqual([3, 4]);
      const { messages, until } = await startLive(store(), { stream, after: 'end' });
      expect(messages.map(({ kind }) => kind)).toEqual(['caughtUp']);
      await store().append(stream, someEvents(1), 4);
      await until(() => eventsOf(messages).length >= 1);
      expect(revisions(eventsOf(messages))).toEqual([5]);
    });

    it('follows a stream through its deletion and revival', async () => {
      const stream = newStream();
      await store().append(stream, someEvents(2), 'noStream');
      const { messages, until } = await startLive(store(), { stream });
      await store().delete(stream, 1);
      await store().append(stream, someEvents(1), 'noStream');
      await until(() => eventsOf(messages).length >= 3);
      expect(revisions(eventsOf(messages))).toEqual([0, 1, 2]);
    });
  });

  describe('subscribe to all streams', () => {
    it('delivers nothing that a reader of its stream does not see yet', async () => {
      const category = newCategory();
      const streams = Array.from({ length: 4 }, () => newStream(category));
      const end = new AbortController();
      const behind: string[] = [];
      const following = (async () => {
        let delivered = 0;
        for await (const message of store().subscribe({ after: 'end', filter: { streamPrefixes: [`${category}-`] }, signal: end.signal })) {
          if (message.kind !== 'event') continue;
          const { stream, revision } = message.event;
          if ((await store().read(stream, { from: revision }))?.[0]?.revision !== revision) behind.push(`${stream}@${revision}`);
          if (++delivered === streams.length * 20) return;
        }
      })();
      await Promise.all(streams.map(async (stream) => {
        for (let at = 0; at < 20; at += 1) await store().append(stream, someEvents(1), 'any');
      }));
      // One that began after the first appends has less to wait for.
      await store().append(newStream(category), someEvents(1), 'any');
      setTimeout(() => end.abort(), 500);
      await following;
      expect(behind).toEqual([]);
    });

    it('neither loses nor doubles an event while many write, whenever it begins and however slow it is', async () => {
      const category = newCategory();
      const streams = Array.from({ length: 8 }, () => newStream(category));
      const { position: before } = await store().append(newStream(), someEvents(1), 'any');
      const total = streams.length * 40;
      let written = 0;
      const started: Promise<readonly string[]>[] = [];
      const follow = async (slow: boolean): Promise<readonly string[]> => {
        const seen: string[] = [];
        const abort = new AbortController();
        for await (const message of store().subscribe({ after: before, signal: abort.signal })) {
          if (slow && seen.length % 16 === 0) await new Promise((resolve) => setTimeout(resolve, 2));
          if (message.kind !== 'event' || !message.event.stream.startsWith(category)) continue;
          seen.push(`${message.event.position} ${message.event.id}`);
          if (seen.length === total) abort.abort();
        }
        return seen;
      };
      await Promise.all(
        streams.map(async (stream) => {
          for (let revision = 0; revision < 40; revision++) {
            await store().append(stream, someEvents(1), revision === 0 ? 'noStream' : revision - 1);
            written += 1;
            if (written % 32 === 1) started.push(follow(started.length % 2 === 1));
          }
        }),
      );
      const all = await store().readAll({ from: before, limit: 10_000 });
      const expected = all.filter(({ stream }) => stream.startsWith(category)).map(({ id, position }) => `${position} ${id}`);
      expect(expected).toHaveLength(total);
      expect(started.length).toBeGreaterThan(5);
      for (const seen of await Promise.all(started)) expect(seen).toEqual(expected);
    });

    it('gives events in the order of positions, also the many of one append', async () => {
      const stream = newStream();
      const { position: before } = await store().append(newStream(), someEvents(1), 'any');
      await store().append(stream, someEvents(700), 'noStream');
      const ours = (all: Parameters<typeof eventsOf>[0]) => eventsOf(all).filter((event) => event.stream === stream);
      const messages = await collect(store(), { after: before }, (all) => all.at(-1)?.kind === 'caughtUp');
      expect(revisions(ours(messages))).toEqual(Array.from({ length: 700 }, (_, i) => i));
      const positions = eventsOf(messages).map(({ position }) => position);
      expect(positions).toEqual(positions.toSorted());
      expect(positions[0]! > before).toBe(true);
    });
  });

  describe('subscribe with a filter', () => {
    it('gives only streams that start with one of the prefixes', async () => {
      const [one, two, other] = [newCategory(), newCategory(), newCategory()];
      const { position: after } = await store().append(newStream(one), someEvents(1), 'any');
      const wanted: NewEvent[] = [];
      const { messages, until } = await startLive(store(), { after, filter: { streamPrefixes: [`${one}-`, `${two}-`] } });
      for (const category of [one, other, two, `${one}x`, one]) {
        const event = anEvent({ category });
        if (category === one || category === two) wanted.push(event);
        await store().append(newStream(category), [event], 'noStream');
      }
      await until(() => eventsOf(messages).length >= wanted.length);
      expect(ids(eventsOf(messages))).toEqual(ids(wanted));
    });

    it('gives only types that start with one of the prefixes', async () => {
      const prefix = newCategory();
      const stream = newStream();
      const events = ['A', 'B', 'Other', 'A.v2'].map((type) => anEvent({}, type === 'Other' ? 'Other' : `${prefix}${type}`));
      const { position: after } = await store().append(stream, events, 'noStream');
      const filter = { typePrefixes: [`${prefix}A`] };
      const stored = await collect(store(), { filter }, (all) => all.at(-1)?.kind === 'caughtUp');
      expect(eventsOf(stored).map(({ type }) => type)).toEqual([`${prefix}A`, `${prefix}A.v2`]);
      const { messages, until } = await startLive(store(), { filter, after });
      await store().append(stream, [anEvent({}, `${prefix}B`), anEvent({}, `${prefix}A`)], 'any');
      await until(() => eventsOf(messages).length >= 1);
      expect(eventsOf(messages).map(({ type }) => type)).toEqual([`${prefix}A`]);
    });

    it('tells by checkpoints how far it has looked; a checkpoint is a place to go on from', async () => {
      const category = newCategory();
      const filter = { streamPrefixes: [`${category}-`] };
      const { position: after } = await store().append(newStream(), someEvents(1), 'any');
      const { messages, until } = await startLive(store(), { after, filter });
      for (let i = 0; i < 3; i++) await store().append(newStream(), someEvents(500), 'noStream');
      await until(() => messages.some(({ kind }) => kind === 'checkpoint'));
      const checkpoint = messages.find((message) => message.kind === 'checkpoint');
      expect(checkpoint!.position > after).toBe(true);

      const event = anEvent();
      const { position } = await store().append(newStream(category), [event], 'noStream');
      const resumed = await collect(store(), { after: checkpoint!.position, filter }, (all) => eventsOf(all).length === 1);
      expect(ids(eventsOf(resumed))).toEqual([event.id]);
      const checkpoints = resumed.flatMap((message) => (message.kind === 'checkpoint' ? [message.position] : []));
      expect(checkpoints.every((each) => each < position)).toBe(true);
    });

    it('refuses a filter on one stream and a filter without prefix', () => {
      const filter = { streamPrefixes: ['a'] };
      expect(() => store().subscribe({ stream: newStream(), filter })).toThrow(TypeError);
      expect(() => store().subscribe({ filter: { typePrefixes: [] } })).toThrow(TypeError);
    });
  });

  describe('the end of a subscription', () => {
    it('comes at once when it is aborted before it began', async () => {
      const messages = [];
      for await (const message of store().subscribe({ signal: AbortSignal.abort() })) messages.push(message);
      expect(messages).toEqual([]);
    });

    it('comes when it is aborted while it waits, catches up, or the reader stands still', async () => {
      const stream = newStream();
      await store().append(stream, someEvents(300), 'noStream');
      const waiting = await startLive(store(), { stream, after: 'end' });
      await waiting.until(() => true);
      const messages = await collect(store(), { stream }, (all) => all.length === 120);
      expect(eventsOf(messages)).toHaveLength(120);
    });

    it('comes by leaving the loop, and another one can begin', async () => {
      const stream = newStream();
      await store().append(stream, someEvents(3), 'noStream');
      for (let i = 0; i < 3; i++) {
        for await (const message of store().subscribe({ stream })) {
          expect(message.kind).toBe('event');
          break;
        }
      }
    });

    it('is each its own: eighty follow at the same time', async () => {
      const stream = newStream();
      // Over a network they share one connection, and a server may allow a hundred calls at a time on it.
      const live = await Promise.all(Array.from({ length: 80 }, () => startLive(store(), { stream })));
      await store().append(stream, someEvents(5), 'noStream');
      await Promise.all(live.map(({ messages, until }) => until(() => eventsOf(messages).length >= 5)));
      for (const { messages } of live) expect(revisions(eventsOf(messages))).toEqual([0, 1, 2, 3, 4]);
    });
  });
}
