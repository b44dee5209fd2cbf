import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { EventStoreUnavailableError, WrongExpectedVersionError, type RecordedEvent } from '#event-store/event-store.js';
import { EventStoreDbEventStore } from '#event-store/eventstoredb/eventstoredb-event-store.js';
import { anEvent, eventsOf, ids, newStream, revisions, someEvents, startLive } from '../../libs/event-store/testing/contract-support.js';
import { startStandIn, type StandIn } from '../support/eventstoredb/stand-in.js';
import { OFF } from '../support/eventstoredb/switches.js';

/** Milliseconds that the hasty one waits, so that the tests of giving up are short. */
const TIMEOUT = 1_000;
/** Milliseconds after which a server answers that nobody waits for any more. */
const LATE = 60_000;

describe('EventStoreDB when things go wrong', () => {
  let standIn: StandIn;
  let store: EventStoreDbEventStore;
  let hasty: EventStoreDbEventStore;
  beforeEach(async () => {
    standIn = await startStandIn();
    const options = { connectionString: standIn.connectionString, production: true };
    store = new EventStoreDbEventStore({ ...options, timeout: 20_000 });
    hasty = new EventStoreDbEventStore({ ...options, timeout: TIMEOUT });
  });
  afterEach(async () => {
    await standIn.set(OFF);
    await store.close();
    await hasty.close();
    await standIn.stop();
  });

  /** Settles with a sentence about how it ended and how long it took. */
  const timed = async (work: Promise<unknown>): Promise<{ readonly error: unknown; readonly milliseconds: number }> => {
    const start = performance.now();
    const error: unknown = await work.then(
      () => undefined,
      (reason: unknown) => reason,
    );
    return { error, milliseconds: performance.now() - start };
  };

  const expectUnavailable = async (work: Promise<unknown>): Promise<void> => {
    const { error, milliseconds } = await timed(work);
    expect(error).toBeInstanceOf(EventStoreUnavailableError);
    // Long before the answer would come, on any machine.
    expect(milliseconds).toBeLessThan(LATE / 2);
  };

  /** Works again by itself, without a restart; soon, but not necessarily at once. */
  const expectBack = async (): Promise<void> => {
    const append = async (): Promise<unknown> => (await timed(hasty.append(newStream(), [anEvent()], 'noStream'))).error;
    await expect.poll(append).toBeUndefined();
    expect(hasty.status().reachable).toBe(true);
  };

  describe('an answer is lost', () => {
    it.each(['noStream', 'any'] as const)('the append is asked again and written once (%s)', async (expected) => {
      const stream = newStream();
      const events = someEvents(3);
      await standIn.set({ loseAnswers: 1 });
      const answer = await store.append(stream, events, expected);
      const stored = await store.read(stream);
      expect(ids(stored)).toEqual(ids(events));
      expect(answer).toEqual({ revision: 2, position: stored?.at(-1)?.position });
      expect(store.status().retries).toBeGreaterThan(0);
    });

    it('with a revision expected, in the middle of a stream', async () => {
      const stream = newStream();
      await store.append(stream, someEvents(2), 'noStream');
      await standIn.set({ loseAnswers: 1 });
      expect(await store.append(stream, someEvents(2), 1)).toMatchObject({ revision: 3 });
      expect(revisions(await store.read(stream))).toEqual([0, 1, 2, 3]);
    });

    it('also of the append that revives a deleted stream, which the server does not recognise', async () => {
      const stream = newStream();
      await store.append(stream, someEvents(2), 'noStream');
      await store.delete(stream, 1);
      await standIn.set({ loseAnswers: 1 });
      const events = someEvents(2);
      expect(await store.append(stream, events, 'noStream')).toMatchObject({ revision: 3 });
      expect(ids(await store.read(stream))).toEqual(ids(events));
    });

    it('a deletion is done once, and does not complain that it was', async () => {
      const stream = newStream();
      await store.append(stream, someEvents(2), 'noStream');
      await standIn.set({ loseAnswers: 1 });
      await store.delete(stream, 1);
      expect(await store.read(stream)).toBeUndefined();
    });

    it('a maxCount is set', async () => {
      const stream = newStream();
      await store.append(stream, someEvents(3), 'noStream');
      await standIn.set({ loseAnswers: 1 });
      await store.setMaxCount(stream, 1);
      expect(revisions(await store.read(stream))).toEqual([2]);
    });
  });

  it('knows a repetition of an append with any also after the server has forgotten it', async () => {
    const stream = newStream();
    const events = someEvents(2);
    const first = await store.append(stream, events, 'any');
    // More than one look back.
    for (let revision = 1; revision < 600; revision += 120) await store.append(stream, someEvents(120), revision);
    await standIn.forget();
    expect(await store.append(stream, events, 'any')).toEqual(first);
    expect(await store.append(stream, events, 'streamExists')).toEqual(first);
    expect(await store.read(stream)).toHaveLength(602);
  });

  describe('late answers', () => {
    it('are given up, and nothing else is held up by them later', async () => {
      await standIn.set({ late: LATE });
      const stream = newStream();
      await Promise.all([
        expectUnavailable(hasty.append(stream, someEvents(1), 'noStream')),
        expectUnavailable(hasty.append(stream, someEvents(1), 'any')),
        expectUnavailable(hasty.read(stream)),
        expectUnavailable(hasty.readAll()),
        expectUnavailable(hasty.setMaxCount(stream, 1)),
        expectUnavailable(hasty.delete(stream, 'any')),
      ]);
      expect(hasty.status()).toMatchObject({ reachable: false });
      await standIn.set({ late: 0 });
      await expectBack();
    });

    it('that come in time are taken', async () => {
      await standIn.set({ late: 150 });
      const stream = newStream();
      expect(await store.append(stream, someEvents(1), 'noStream')).toMatchObject({ revision: 0 });
      expect(await store.read(stream)).toHaveLength(1);
    });
  });

  describe('no server', () => {
    it('is noticed in time, and its return as well', async () => {
      await expectBack();
      await standIn.set({ refuseConnections: true });
      await standIn.drop();
      await expectUnavailable(hasty.append(newStream(), someEvents(1), 'noStream'));
      await expectUnavailable(hasty.read(newStream()));
      // An outage that is known to be long does not make everybody wait.
      await expect.poll(async () => (await timed(hasty.read(newStream()))).milliseconds).toBeLessThan(TIMEOUT / 2);
      await standIn.set({ refuseConnections: false });
      await expectBack();
    });

    it('a silent one too', async () => {
      await expectBack();
      await standIn.set({ frozen: true });
      await expectUnavailable(hasty.append(newStream(), someEvents(1), 'noStream'));
      await standIn.set({ frozen: false });
      await expectBack();
    });

    it('is no reason not to be made: it connects when it is used', async () => {
      const early = new EventStoreDbEventStore({ connectionString: 'esdb://127.0.0.1:1?tls=false', production: true, timeout: 300 });
      expect(early.status().reachable).toBeUndefined();
      expect((await timed(early.readAll())).error).toBeInstanceOf(EventStoreUnavailableError);
      await early.close();
    });

    it('of a cluster either', async () => {
      const connectionString = 'esdb://127.0.0.1:1,127.0.0.1:2?tls=false&discoveryInterval=10';
      const lost = new EventStoreDbEventStore({ connectionString, production: false, timeout: 300 });
      const results = await Promise.all(Array.from({ length: 5 }, () => timed(lost.append(newStream(), [anEvent()], 'noStream'))));
      for (const { error } of results) expect(error).toBeInstanceOf(EventStoreUnavailableError);
      await lost.close();
    });
  });

  it('a server that only reads takes no write, and takes it again when it can', async () => {
    const stream = newStream();
    await store.append(stream, someEvents(1), 'noStream');
    await standIn.set({ readOnly: true });
    await expectUnavailable(hasty.append(stream, someEvents(1), 0));
    await expectUnavailable(hasty.delete(stream, 0));
    expect(await store.read(stream)).toHaveLength(1);
    await standIn.set({ readOnly: false });
    await expectBack();
  });

  it('goes to the leader when it is told who that is, and comes back when that one is gone', async () => {
    const stream = newStream();
    const { messages, until } = await startLive(store, { stream });
    const leader = await startStandIn();
    await standIn.set({ leaderPort: leader.port });
    const [there, here] = [anEvent(), anEvent()];
    await store.append(stream, [there], 'noStream');
    expect((await leader.seen()).counts['append']).toBe(1);
    expect(ids(await store.read(stream))).toEqual([there.id]);
    await leader.stop();
    await standIn.set({ leaderPort: 0 });
    await store.append(stream, [here], 'noStream');
    // Another log in truth: what was written to the leader does not come, and the subscription was never interrupted.
    await until(() => eventsOf(messages).length >= 1);
    expect(ids(eventsOf(messages))).toEqual([here.id]);
  });

  describe('a subscription', () => {
    it('goes on behind its last event after the connection broke: no gap, no double, in every place', async () => {
      const stream = newStream('broken');
      const after = (await store.append(newStream(), someEvents(1), 'noStream')).position;
      const all = await startLive(store, { after });
      const filtered = await startLive(store, { after: 'end', filter: { streamPrefixes: ['broken-'] } });
      const one = await startLive(store, { stream, after: 'end' });
      const events = someEvents(60);
      for (const [i, event] of events.entries()) {
        await store.append(stream, [event], 'any');
        if (i % 15 === 7) await standIn.drop();
      }
      const seen = ({ messages }: { messages: Parameters<typeof eventsOf>[0] }): readonly RecordedEvent[] =>
        eventsOf(messages).filter((event) => event.stream === stream);
      await Promise.all([all, filtered, one].map((each) => each.until(() => seen(each).length >= events.length)));
      for (const each of [all, filtered, one]) expect(ids(seen(each))).toEqual(ids(events));
    });

    it('to the end begins there once, not again where the end is after an outage', async () => {
      const { messages, until } = await startLive(store, { after: 'end' });
      await standIn.set({ refuseConnections: true });
      await standIn.drop();
      const other = new EventStoreDbEventStore({ connectionString: standIn.connectionString, production: true });
      await standIn.set({ refuseConnections: false });
      const event = anEvent();
      await other.append(newStream(), [event], 'noStream');
      await other.close();
      await until(() => eventsOf(messages).length >= 1);
      expect(ids(eventsOf(messages))).toEqual([event.id]);
    });

    it('is tried again until the server confirms it, and says so', async () => {
      await standIn.set({ refuseConnections: true });
      const starting = startLive(store, { stream: newStream() });
      await expect.poll(() => store.status().subscriptions[0]?.reopened ?? 0).toBeGreaterThan(1);
      expect(store.status().subscriptions).toMatchObject([{ state: 'reopening' }]);
      await standIn.set({ refuseConnections: false });
      const { until } = await starting;
      expect(store.status().subscriptions).toMatchObject([{ state: 'live' }]);
      await until(() => true);
      expect(store.status().subscriptions).toEqual([]);
    });

    it('is one of many on the one connection, none of which goes over the call that all appends would share', async () => {
      const stream = newStream();
      const live = await Promise.all(Array.from({ length: 30 }, () => startLive(store, { stream, after: 'end' })));
      await Promise.all(Array.from({ length: 64 }, (_, i) => store.append(`${stream}-${i % 8}`, [anEvent()], 'any')));
      await store.append(stream, someEvents(1), 'noStream');
      await Promise.all(live.map(({ messages, until }) => until(() => eventsOf(messages).length >= 1)));
      const { counts, connections } = await standIn.seen();
      expect(connections).toBe(1);
      expect(counts['batchAppend']).toBeUndefined();
    });
  });

  it('lets exactly one of 64 racing appends win each revision, while connections break', async () => {
    const stream = newStream();
    await store.append(stream, someEvents(1), 'noStream');
    for (let revision = 0; revision < 6; revision++) {
      const attempts = Array.from({ length: 64 }, () => anEvent());
      const racing = Promise.allSettled(attempts.map((event) => store.append(stream, [event], revision)));
      if (revision % 2 === 1) await standIn.drop();
      const results = await racing;
      const won = attempts.filter((_, i) => results[i]?.status === 'fulfilled');
      const [stored] = (await store.read(stream, { from: revision + 1 })) ?? [];
      expect(ids(won)).toEqual([stored?.id]);
      const lost = results.flatMap((result) => (result.status === 'rejected' ? [result.reason as unknown] : []));
      expect(lost.every((error) => error instanceof WrongExpectedVersionError)).toBe(true);
    }
    expect(revisions(await store.read(stream))).toEqual([0, 1, 2, 3, 4, 5, 6]);
  });

  describe('the server has habits of its own', () => {
    it('a deleted stream that is written again is read at once, though the server shows it later', async () => {
      const stream = newStream();
      await store.append(stream, someEvents(2), 'noStream');
      await store.delete(stream, 'any');
      await standIn.set({ revivalDelay: 150 });
      const again = anEvent();
      await store.append(stream, [again], 'noStream');
      expect(ids(await store.read(stream))).toEqual([again.id]);
    });

    it('a row of statistics costs a few questions, not one for each', async () => {
      await store.append(newStream(), [anEvent()], 'noStream');
      const before = (await standIn.seen()).counts['read'] ?? 0;
      expect(await store.readAll({ limit: 1 })).toHaveLength(1);
      expect((await standIn.seen()).counts['read']).toBeLessThan(before + 8);
    });

    it('a checkpoint at the end of the log is no event that was seen: the next one is not passed over', async () => {
      const prefix = newStream();
      const filter = { streamPrefixes: [prefix] };
      await store.append(`${prefix}-1`, [anEvent()], 'noStream');
      let after: RecordedEvent['position'] | undefined;
      for await (const message of store.subscribe({ filter })) {
        if (message.kind === 'checkpoint') after = message.position;
        if (message.kind === 'caughtUp') break;
      }
      expect(after).toMatch(/\/0{20}$/);
      const next = anEvent();
      await store.append(`${prefix}-2`, [next], 'noStream');
      for await (const message of store.subscribe({ filter, after: after ?? 'end' })) {
        if (message.kind === 'caughtUp') throw new Error('it was passed over');
        if (message.kind !== 'event') continue;
        expect(message.event.id).toBe(next.id);
        break;
      }
    });
  });
});
