import type { AccountEvent } from '#domain/account/events.js';
import type { SessionEvent } from '#domain/session/events.js';

export type OwnEvent = AccountEvent | SessionEvent;

/** What the holder calls a device that an event is about; `null`: not known any more. */
export interface OwnContext {
  readonly deviceName: string | null;
}

/**
 * What happened, said to the person it happened to. What is missing here is housekeeping, or a step of something that is told
 * as a whole: the holder is not shown it. The full record is the other history, with `sentences.ts`.
 */
export type OwnSentences = {
  readonly [Event in OwnEvent as Event['type']]?: (event: Event, context: OwnContext) => string;
};
