import type { Sealed } from '#domain/kernel/sealed.js';

/** Who did it. `anonymous`: before the first factor nobody has proved who they are. */
export type Actor =
  | { readonly kind: 'account'; readonly accountId: string }
  | { readonly kind: 'operator'; readonly name: string }
  | { readonly kind: 'service'; readonly name: string }
  | { readonly kind: 'anonymous' };

/**
 * What every event says besides what happened: who, from where, why. Stored as the event's metadata.
 * `$correlationId` and `$causationId` are the names EventStoreDB's own views go by.
 */
export interface Envelope {
  readonly actor: Actor;
  /** The account it was done for, when somebody else did it. */
  readonly onBehalfOf: string | null;
  readonly sourceAddress: Sealed | null;
  readonly userAgent: Sealed | null;
  readonly requestId: string;
  readonly $correlationId: string;
  /** The command, or the event, that caused it. */
  readonly $causationId: string;
  /** A mark of the command (not its id, from which secrets are derived); a repeated one is recognised by it. */
  readonly commandId: string;
  /** Staff actions. */
  readonly reason: Sealed | null;
  readonly ticket: Sealed | null;
  /** The span that wrote it (W3C Trace Context), where traces are made: what follows from the event goes on with it. */
  readonly traceparent?: string;
}

/** An event as the service handles it: decoded, with its place in the log. */
export interface LoggedEvent<Event> {
  readonly id: string;
  readonly stream: string;
  readonly revision: number;
  readonly position: string;
  readonly event: Event;
  readonly envelope: Envelope;
}

/** What a caller knows about a request; the envelope is made from it, personal parts sealed. */
export interface Origin {
  readonly actor: Actor;
  readonly onBehalfOf?: string;
  readonly sourceAddress: string | null;
  readonly userAgent: string | null;
  readonly requestId: string;
  readonly correlationId: string;
  readonly commandId: string;
  readonly causationId?: string;
  readonly reason?: string;
  readonly ticket?: string;
}
