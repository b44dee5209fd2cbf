import type { EventStore } from '#event-store/event-store.js';
import type { Limits } from './platform/limits/limits.js';
import type { ReadinessRegistry } from './platform/observability/readiness.js';
import type { ProjectionRunner } from './platform/projections/projection-runner.js';
import type { ReactionRunner } from './platform/reactions/reaction-runner.js';

export interface WatchedParts {
  readonly store: EventStore;
  /** Where there is a Redis. */
  readonly limits?: Limits | undefined;
  readonly projections?: ProjectionRunner | undefined;
  readonly reactions?: ReactionRunner | undefined;
}

/** Part of the store's port only for the adapter that has it. */
interface WithSubscriptions {
  readonly status: () => { readonly subscriptions: readonly { readonly state: string }[] };
}

/** What `/readyz` says besides its checks: each part has a place of its own, and none of them is a reason to send requests away. */
export function watchParts(readiness: ReadinessRegistry, { store, limits, projections, reactions }: WatchedParts): void {
  const part = (name: string, isDegraded: () => boolean): void => readiness.registerPart(name, () => (isDegraded() ? 'degraded' : 'ok'));
  if (hasSubscriptions(store)) part('subscriptions', () => store.status().subscriptions.some(({ state }) => state === 'reopening'));
  if (limits !== undefined) part('redis', () => !limits.isShared);
  if (projections !== undefined) part('projections', () => projections.status().some(({ state }) => state === 'stopped' || state === 'broken'));
  if (reactions !== undefined) part('mails', () => reactions.status().some(({ state }) => state === 'broken'));
}

const hasSubscriptions = (store: EventStore): store is EventStore & WithSubscriptions => 'status' in store && typeof store.status === 'function';

/** One question with one answer, whatever the log looks like; nobody need have written the stream. @throws EventStoreUnavailableError */
export async function askStore(store: EventStore): Promise<void> {
  await store.read('lease-reactions', { direction: 'backwards', limit: 1 });
}
