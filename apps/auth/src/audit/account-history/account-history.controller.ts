import { Controller, Get, Param, Query, Req } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { ApiTags } from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import type { z } from 'zod';
import { type PermittedOn, StaffAuth } from '../../flow/staff-auth.js';
import { isWithin, scopeFor } from '../../platform/access/roles.js';
import { Describes } from '../../platform/http/api-docs.js';
import { ReadsViews } from '../../platform/projections/reads-views.js';
import { EventReader } from '../event-history/event-reader.js';
import { type Language, languageFor } from '../language.js';
import { type HistoryEntry, ShowHistory } from '../show-history/show-history.query.js';
import { accountHistorySchema, historyQuerySchema } from './account-history.schemas.js';
import { iconOf, outcomeOf } from './entry-kinds.js';

type HistoryQuery = z.infer<typeof historyQuerySchema>;
type AccountHistory = z.infer<typeof accountHistorySchema>;

/** Of one account; whoever wants more reads the event history. */
const MOST_LOOK_UPS = 500;

@ApiTags('Console')
@ReadsViews()
@Controller('api/v1/admin/accounts/:accountId/history')
export class AccountHistoryController {
  constructor(
    private readonly staff: StaffAuth,
    private readonly queries: QueryBus,
    private readonly events: EventReader,
  ) {}

  @Get()
  @Describes({
    id: 'getAccountHistory',
    summary: 'What happened to an account, newest first; for reviewers with who looked at it',
    credential: 'staff',
    answers: accountHistorySchema,
    refuses: ['account.notFound'],
  })
  async show(@Param('accountId') accountId: string, @Query({ schema: historyQuerySchema }) query: HistoryQuery, @Req() request: FastifyRequest): Promise<AccountHistory> {
    const member = await this.staff.require(request, 'account.history', { accountId });
    await this.staff.record(member, { accountId });
    const language = languageFor(query.language, member.current.account);
    const [history, lookUps] = await Promise.all([
      this.queries.execute(new ShowHistory(accountId, true, language)),
      mayReview(member) ? this.lookUps(accountId, language) : [],
    ]);
    return page(merged(history.toReversed(), lookUps), query);
  }

  /** Who looked at the account, and what they were refused, newest first. */
  private async lookUps(accountId: string, language: Language): Promise<readonly HistoryEntry[]> {
    const rows = this.events.find({ accountId, types: 'StaffLookedUp,StaffRefused' }, null, MOST_LOOK_UPS);
    return (await this.events.read(rows, language)).map(({ entry }) => entry);
  }
}

/** Who looked at what is for reviewers, of the organizations that they review. */
function mayReview({ roles, current, target }: PermittedOn): boolean {
  const scope = scopeFor(roles, current.account.roleOrganizations, 'events.read');
  return scope !== undefined && isWithin(scope, target.organizationId);
}

/** Both newest first; the history stays in its own order. */
function merged(history: readonly HistoryEntry[], lookUps: readonly HistoryEntry[]): readonly HistoryEntry[] {
  let next = 0;
  const until = (at: string): readonly HistoryEntry[] => {
    const from = next;
    while ((lookUps[next]?.at ?? '') >= at) next += 1;
    return lookUps.slice(from, next);
  };
  return [...history.flatMap((entry) => [...until(entry.at), entry]), ...lookUps.slice(next)];
}

function page(newestFirst: readonly HistoryEntry[], { before, limit, types, at }: HistoryQuery): AccountHistory {
  const wanted = types === undefined || types === '' ? undefined : new Set(types.split(','));
  // `before` is an entry that was shown, so the filter must not move the place where the next page begins.
  const from = before === undefined ? 0 : newestFirst.findIndex((entry) => idOf(entry) === before) + 1;
  const until = at === undefined ? undefined : new Date(at).toISOString();
  const matching = newestFirst
    .slice(from)
    .filter((entry) => (wanted === undefined || wanted.has(entry.type)) && (until === undefined || entry.at <= until));
  const shown = matching.slice(0, limit);
  const last = shown.at(-1);
  return { entries: shown.map(entryOf), next: matching.length > limit && last !== undefined ? idOf(last) : null };
}

const idOf = ({ stream, revision }: HistoryEntry): string => `${revision}@${stream}`;

const entryOf = (entry: HistoryEntry): AccountHistory['entries'][number] => ({
  id: idOf(entry),
  at: entry.at,
  type: entry.type,
  sentence: entry.sentence,
  icon: iconOf(entry.type),
  outcome: outcomeOf(entry.type),
  actor: { ...entry.envelope.actor, ...(entry.agent !== null && { displayName: entry.agent }) },
  sourceAddress: entry.envelope.sourceAddress,
  userAgent: entry.envelope.userAgent,
  signInId: typeof entry.data['signInId'] === 'string' ? entry.data['signInId'] : null,
  data: { ...entry.data },
  envelope: { ...entry.envelope },
});
