import { createHash } from 'node:crypto';
import { mailCodec } from '#domain/mail/codec.js';
import type { MailEvent, MailKind } from '#domain/mail/events.js';
import { comparePositions, type EventStore, type Json, type Position, type RecordedEvent } from '#event-store/event-store.js';
import type { Envelope } from '../platform/event-log/envelope.js';
import { traceField } from '../platform/tracing/traced.js';
import { uuidFromBytes } from '../platform/uuid.js';

/** What an outcome belongs to. */
export interface OutcomeOf {
  readonly accountId: string;
  readonly causeEventId: string;
  readonly kind: MailKind;
  readonly retryId: string | null;
  /** One of several who are told of the same. */
  readonly toStaff?: boolean;
}

const PAGE = 64;

/**
 * What became of each mail, in `mail-<account id>`. The id of an outcome comes from its cause, so there is one for each mail (and
 * for each time somebody had it tried again), and a job that comes again after a crash finds it.
 */
export class MailOutcomes {
  constructor(private readonly store: EventStore) {}

  /** Looks back no further than the cause: its outcome cannot be older. */
  async isThere(of: OutcomeOf, causePosition: Position): Promise<boolean> {
    const id = outcomeId(of);
    let from: number | 'end' = 'end';
    for (;;) {
      const page: readonly RecordedEvent[] = (await this.store.read(streamOf(of), { direction: 'backwards', from, limit: PAGE })) ?? [];
      if (page.some((event) => event.id === id)) return true;
      const oldest = page.at(-1);
      if (oldest === undefined || oldest.revision === 0 || comparePositions(oldest.position, causePosition) < 0) return false;
      from = oldest.revision - 1;
    }
  }

  /** The first outcome stays: a second one for the same mail writes nothing. */
  async record(of: OutcomeOf, event: MailEvent, cause: Partial<Envelope> = {}): Promise<void> {
    const { type, data } = mailCodec.encode(event);
    const jobId = `${of.retryId ?? of.causeEventId}.${of.kind}`;
    const envelope: Envelope = {
      actor: { kind: 'service', name: 'mail' },
      onBehalfOf: of.accountId,
      sourceAddress: null,
      userAgent: null,
      requestId: cause.requestId ?? jobId,
      $correlationId: cause.$correlationId ?? jobId,
      $causationId: of.retryId ?? of.causeEventId,
      commandId: jobId,
      reason: null,
      ticket: null,
      ...traceField(),
    };
    const metadata = envelope as unknown as Json;
    await this.store.append(streamOf(of), [{ id: outcomeId(of), type, data: data as Json, metadata }], 'any');
  }
}

const streamOf = ({ accountId }: OutcomeOf): string => `mail-${accountId}`;

/** One for each mail, and for each time somebody had it tried again. */
export const outcomeId = ({ accountId, causeEventId, kind, retryId, toStaff = false }: OutcomeOf): string =>
  uuidFromBytes(createHash('sha256').update(`mail/${causeEventId}/${kind}${retryId === null ? '' : `/${retryId}`}${toStaff ? `/${accountId}` : ''}`).digest());
