import { Query } from '@nestjs/cqrs';
import type { Language } from '../language.js';
import type { Actor } from '../../platform/event-log/envelope.js';

/** One event of an account's history, readable: personal fields opened, secret ones left out. */
export interface HistoryEntry {
  readonly at: string;
  readonly type: string;
  readonly stream: string;
  readonly revision: number;
  /** What happened, in one plain sentence. */
  readonly sentence: string;
  /** `null` in a personal field: the person was erased. */
  readonly data: Readonly<Record<string, unknown>>;
  readonly envelope: OpenEnvelope;
  /** The name of the one of the staff who did it, when one did. */
  readonly agent: string | null;
}

/** The envelope with what was sealed in it opened; `null` where there was nothing, or the person was erased. */
export interface OpenEnvelope {
  readonly actor: Actor;
  readonly onBehalfOf: string | null;
  readonly sourceAddress: string | null;
  readonly userAgent: string | null;
  readonly requestId: string;
  readonly correlationId: string;
  readonly causationId: string;
  readonly commandId: string;
  readonly reason: string | null;
  readonly ticket: string | null;
}

/** Everything about an account, oldest first: its own events, its sessions', and its mails. */
export class ShowHistory extends Query<readonly HistoryEntry[]> {
  /** @param masked addresses as the console shows them until they are revealed: `d•••@riverside.example` */
  constructor(
    readonly accountId: string,
    readonly masked = false,
    readonly language: Language = 'en',
  ) {
    super();
  }
}
