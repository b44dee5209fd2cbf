import type { ExpectedRevision } from '../event-store.js';

/* What the calling thread and the writing thread say to each other. Types only: the worker must import nothing at run time. */

export interface AppendRequest {
  readonly kind: 'append';
  readonly stream: string;
  readonly expected: ExpectedRevision;
  /** Milliseconds since 1970. */
  readonly createdAt: number;
  readonly events: readonly StoredEvent[];
}

export interface StoredEvent {
  readonly id: string;
  readonly type: string;
  /** JSON text. */
  readonly data: string;
  /** JSON text. */
  readonly metadata: string;
}

export interface DeleteRequest {
  readonly kind: 'delete';
  readonly stream: string;
  readonly expected: ExpectedRevision;
}

export interface SetMaxCountRequest {
  readonly kind: 'setMaxCount';
  readonly stream: string;
  readonly maxCount: number;
}

export type WriteRequest = AppendRequest | DeleteRequest | SetMaxCountRequest;

export type WriteOutcome =
  /** `repeated`: it was there before, and this is its first answer. */
  | { readonly kind: 'appended'; readonly revision: number; readonly position: number; readonly repeated: boolean }
  | { readonly kind: 'done' }
  | { readonly kind: 'wrongExpectedVersion'; readonly actual: number | 'noStream' }
  | { readonly kind: 'eventIdConflict'; readonly eventId: string }
  /** The disk's fault, or a bug: not stored, or (a deletion) not certain to be wiped. */
  | { readonly kind: 'failed'; readonly reason: string };

/** To the worker: one group for one transaction, or the end. */
export type WriterCommand = readonly WriteRequest[] | 'close';

/** From the worker: ready once, then one outcome for each request of each group, in order. */
export type WriterReport = 'ready' | readonly WriteOutcome[];
