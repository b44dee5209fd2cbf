import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { EventStore } from '#event-store/event-store.js';
import { SqliteEventStore } from '#event-store/sqlite/sqlite-event-store.js';
import type { OutcomeOf } from './mail-outcomes.js';
import { type Sending, Sendings, SentElsewhereError } from './sendings.js';

// On a machine that is busy with other tests nobody may lose a mail for want of a processor.
const TIMES = { renewEveryMilliseconds: 60_000, lostAfterMilliseconds: 60_000, takeAfterMilliseconds: 90_000, lookEveryMilliseconds: 10 };
const never = new AbortController().signal;

describe('Sendings', () => {
  let directory: string;
  let store: EventStore;
  beforeEach(async () => {
    directory = mkdtempSync(join(tmpdir(), 'sendings-'));
    store = await SqliteEventStore.open({ directory });
  });
  afterEach(async () => {
    vi.restoreAllMocks();
    await store.close();
    rmSync(directory, { recursive: true, force: true });
  });

  const mail = (causeEventId = 'e-1'): OutcomeOf => ({ accountId: 'a-1', causeEventId, kind: 'password-changed', retryId: null });
  const notOver = async (): Promise<boolean> => false;
  const waitFor = (of = mail(), times = TIMES, by = new Sendings(store, times)): Promise<Sending> => by.wait(of, notOver, never);
  const types = async (): Promise<readonly string[]> => ((await store.read('sending-a-1')) ?? []).map(({ type }) => type);

  it('lets another one send as soon as the first says that it did not', async () => {
    const first = await waitFor();
    await first.begin();
    let isFree = false;
    const other = waitFor().finally(() => (isFree = true));
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(isFree).toBe(false);
    await first.fail();
    await (await other).begin();
    expect(await types()).toEqual(['SendingBegun', 'SendingFailed', 'SendingBegun']);
  });

  it('lets one of many begin that all found it free', async () => {
    const all = await Promise.all(Array.from({ length: 8 }, () => waitFor()));
    const results = await Promise.allSettled(all.map((one) => one.begin()));
    expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    expect(results.flatMap((result) => (result.status === 'rejected' ? [result.reason instanceof SentElsewhereError] : []))).toEqual(Array(7).fill(true));
    expect(await types()).toEqual(['SendingBegun']);
  });

  it('lets several mails to one person begin at a time, and one again in the same process', async () => {
    const here = new Sendings(store, TIMES);
    const all = await Promise.all(Array.from({ length: 8 }, (_, index) => waitFor(mail(`e-${index}`), TIMES, here)));
    await Promise.all(all.map((one) => one.begin()));
    expect(await types()).toHaveLength(8);
    await (await waitFor(mail('e-1'), TIMES, here)).begin();
    expect(await types()).toHaveLength(9);
  });

  it('lets another one send when nothing was heard of the first for too long, and at once when it is over', async () => {
    await (await waitFor()).begin();
    await (await waitFor(mail(), { ...TIMES, takeAfterMilliseconds: 50 })).begin();
    expect(await types()).toEqual(['SendingBegun', 'SendingBegun']);
    await new Sendings(store, TIMES).wait(mail(), async () => true, never);
  });

  it('says again and again that it sends, until it ends', async () => {
    const first = await waitFor(mail(), { ...TIMES, renewEveryMilliseconds: 10 });
    await first.begin();
    await expect.poll(async () => (await types()).length).toBeGreaterThan(3);
    first.end();
    expect(new Set(await types())).toEqual(new Set(['SendingBegun']));
  });

  it('does not begin when it stood still for too long after it said so', async () => {
    const first = await waitFor();
    const append = store.append.bind(store);
    vi.spyOn(store, 'append').mockImplementation(async (...args) => {
      const result = await append(...args);
      const now = performance.now();
      vi.spyOn(performance, 'now').mockReturnValue(now + TIMES.lostAfterMilliseconds);
      return result;
    });
    await expect(first.begin()).rejects.toThrow(SentElsewhereError);
    first.end();
  });

  it('waits no longer than the signal', async () => {
    await (await waitFor()).begin();
    const end = new AbortController();
    const waiting = new Sendings(store, TIMES).wait(mail(), notOver, end.signal);
    end.abort();
    await expect(waiting).rejects.toThrow(/abort/i);
  });
});
