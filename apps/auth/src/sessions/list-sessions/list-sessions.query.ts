import { type IQueryHandler, Query, QueryHandler } from '@nestjs/cqrs';
import type { Acr } from '#domain/account/events.js';
import { addSeconds } from '#domain/kernel/instant.js';
import type { Sealed } from '#domain/kernel/sealed.js';
import { Clock } from '../../platform/clock.js';
import { type DataKey, KeyVault } from '../../platform/keys/key-vault.js';
import { Views } from '../../platform/projections/views.js';
import { describeUserAgent } from '../../platform/user-agent.js';
import { sessionsProjection } from '../sessions.projection.js';

export interface SessionSummary {
  readonly id: string;
  readonly startedAt: string;
  readonly authenticatedAt: string;
  readonly lastActiveAt: string;
  readonly expiresAt: string;
  readonly acr: Acr;
  /** `Chrome on Windows`; `null` when it cannot be told. */
  readonly userAgent: string | null;
  readonly deviceHash: string | null;
  /** `null`: open. */
  readonly ended: { readonly at: string; readonly because: SessionEnd } | null;
}

/** `expired` and `idle` follow from the time that has passed; the others are events. */
export type SessionEnd =
  | 'signedOut'
  | 'byHolder'
  | 'byStaff'
  | 'displaced'
  | 'passwordChanged'
  | 'disputed'
  | 'mfaReset'
  | 'accountDisabled'
  | 'deviceRevoked'
  | 'accountFrozen'
  | 'idle'
  | 'expired';

/** An account's sessions, newest first: the open ones, or also those that ended within the last 30 days or so. */
export class ListSessions extends Query<readonly SessionSummary[]> {
  constructor(
    readonly accountId: string,
    readonly withEnded = false,
  ) {
    super();
  }
}

interface SessionRow {
  readonly id: string;
  readonly started_at: string;
  readonly authenticated_at: string;
  readonly last_active_at: string;
  readonly expires_at: string;
  readonly idle_seconds: number;
  readonly acr: Acr;
  readonly device_hash: string | null;
  readonly user_agent: Sealed | null;
  readonly ended_at: string | null;
  readonly ended_because: SessionEnd | null;
}

@QueryHandler(ListSessions)
export class ListSessionsHandler implements IQueryHandler<ListSessions> {
  constructor(
    private readonly views: Views,
    private readonly vault: KeyVault,
    private readonly clock: Clock,
  ) {}

  async execute({ accountId, withEnded }: ListSessions): Promise<readonly SessionSummary[]> {
    const key = await this.vault.get(accountId);
    const now = this.clock.now();
    const select = 'SELECT * FROM {session} WHERE account_id = ? ORDER BY started_at DESC, id';
    const rows = this.views.tables(sessionsProjection).all<SessionRow>(select, accountId);
    return rows
      .map((row) => ({ row, ended: endOf(row, now) }))
      .filter(({ ended }) => withEnded || ended === null)
      .map(({ row, ended }) => summaryOf(row, ended, key));
  }
}

function endOf(row: SessionRow, now: string): SessionSummary['ended'] {
  if (row.ended_at !== null && row.ended_because !== null) return { at: row.ended_at, because: row.ended_because };
  const idleAt = addSeconds(row.last_active_at, row.idle_seconds);
  if (idleAt <= now && idleAt < row.expires_at) return { at: idleAt, because: 'idle' };
  return row.expires_at <= now ? { at: row.expires_at, because: 'expired' } : null;
}

const summaryOf = (row: SessionRow, ended: SessionSummary['ended'], key: DataKey | undefined): SessionSummary => ({
  id: row.id,
  startedAt: row.started_at,
  authenticatedAt: row.authenticated_at,
  lastActiveAt: row.last_active_at,
  expiresAt: row.expires_at,
  acr: row.acr,
  userAgent: row.user_agent === null || key === undefined ? null : describeUserAgent(key.open('userAgent', row.user_agent)),
  deviceHash: row.device_hash,
  ended,
});
