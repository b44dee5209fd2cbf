import { type IQueryHandler, Query, QueryHandler } from '@nestjs/cqrs';
import type { MailKind, MailRefused } from '#domain/mail/events.js';
import { Views } from '../../platform/projections/views.js';
import { givenUpMailsProjection } from './given-up-mails.projection.js';

/** A mail that was not sent, and not on purpose. */
export interface GivenUpMail {
  /** The event that it tells of. */
  readonly eventId: string;
  readonly kind: MailKind;
  readonly accountId: string;
  readonly reason: MailRefused['reason'];
  /** The reply of the mail server, when it refused the mail for good. */
  readonly statusCode: number | null;
  /** `null` where an earlier version did not write it down. */
  readonly attempts: number | null;
  readonly lastError: string | null;
  readonly since: string;
  /** Somebody had it tried again, and what became of that is not known yet. */
  readonly retriedAt: string | null;
}

/** All of them, or those of one event; the oldest first. */
export class ListGivenUpMails extends Query<readonly GivenUpMail[]> {
  constructor(readonly eventId?: string) {
    super();
  }
}

@QueryHandler(ListGivenUpMails)
export class ListGivenUpMailsHandler implements IQueryHandler<ListGivenUpMails> {
  constructor(private readonly views: Views) {}

  async execute({ eventId }: ListGivenUpMails): Promise<readonly GivenUpMail[]> {
    const select = `SELECT cause_event_id AS eventId, kind, account_id AS accountId, reason, status_code AS statusCode, attempts,
      last_error AS lastError, since, retried_at AS retriedAt
      FROM {mail} WHERE cause_event_id = coalesce(?, cause_event_id) ORDER BY since, cause_event_id, kind`;
    return this.views.tables(givenUpMailsProjection).all<GivenUpMail & Record<string, null | number | string>>(select, eventId ?? null);
  }
}
