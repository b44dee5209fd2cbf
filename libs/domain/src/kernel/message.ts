import type { Instant } from './instant.js';

/** Something that happened: a name in the past tense, when, and plain JSON. */
export interface DomainEvent {
  readonly type: string;
  readonly at: Instant;
}

/** Something that is asked. Time, randomness and the results of cryptography arrive in it. */
export interface Command<Type extends string, Data> {
  readonly type: Type;
  readonly data: Data;
  readonly now: Instant;
}
