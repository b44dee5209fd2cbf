import { randomUUID } from 'node:crypto';
import { expect } from 'vitest';
import type { EventStore, Json, NewEvent, RecordedEvent, SubscribeOptions, SubscriptionMessage } from '../src/event-store.js';

/** A store to test, and what takes it away with all its data. */
export interface StoreUnderTest {
  readonly store: EventStore;
  readonly stop: () => Promise<void>;
}

/** A stream nobody has written. The category has no dash. */
export function newStream(category = 'contract'): string {
  return `${category}-${randomUUID()}`;
}

/** A category nobody has used, for filters. */
export function newCategory(): string {
  return `contract${randomUUID().replaceAll('-', '')}`;
}

export function anEvent(data: Json = {}, type = 'Happened', id: string = randomUUID()): NewEvent {
  return { id, type, data, metadata: { actor: 'contract' } };
}

export function someEvents(count: number): readonly NewEvent[] {
  return Array.from({ length: count }, (_, number) => anEvent({ number }));
}

export const ids = (events: readonly { readonly id: string }[] | undefined): readonly string[] | undefined =>
  events?.map(({ id }) => id);

export const revisions = (events: readonly RecordedEvent[] | undefined): readonly number[] | undefined =>
  events?.map(({ revision }) => revision);

export function eventsOf(messages: readonly SubscriptionMessage[]): readonly RecordedEvent[] {
  return messages.flatMap((message) => (message.kind === 'event' ? [message.event] : []));
}

/** Follows until `enough` says so, then aborts and expects the iteration to end by itself. */
export async function collect(
  store: EventStore,
  options: SubscribeOptions,
  enough: (messages: readonly SubscriptionMessage[]) => boolean,
): Promise<readonly SubscriptionMessage[]> {
  const abort = new AbortController();
  const messages: SubscriptionMessage[] = [];
  for await (const message of store.subscribe({ ...options, signal: abort.signal })) {
    expect(abort.signal.aborted, 'a message after the abort').toBe(false);
    messages.push(message);
    if (enough(messages)) abort.abort();
  }
  expect(abort.signal.aborted, 'the subscription ended by itself').toBe(true);
  return messages;
}

/** A subscription that is live: what is appended from now on comes. */
export async function startLive(
  store: EventStore,
  options: SubscribeOptions,
): Promise<{ readonly messages: SubscriptionMessage[]; readonly until: (enough: () => boolean) => Promise<void> }> {
  const abort = new AbortController();
  const messages: SubscriptionMessage[] = [];
  let wake = (): void => {};
  const ended = (async () => {
    for await (const message of store.subscribe({ ...options, signal: abort.signal })) {
      messages.push(message);
      wake();
    }
  })();
  const waitFor = async (enough: () => boolean): Promise<void> => {
    while (!enough()) {
      const next = new Promise<void>((resolve) => (wake = resolve));
      await Promise.race([next, ended.then(() => Promise.reject(new Error('the subscription ended by itself')))]);
    }
  };
  await waitFor(() => messages.some(({ kind }) => kind === 'caughtUp'));
  const until = async (enough: () => boolean): Promise<void> => {
    await waitFor(enough);
    abort.abort();
    await ended;
  };
  return { messages, until };
}
