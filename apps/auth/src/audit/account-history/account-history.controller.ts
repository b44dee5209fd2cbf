import { Controller, Get, Param, Query, Req } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { ApiTags } from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import type { z } from 'zod';
import { StaffAuth } from '../../flow/staff-auth.js';
import { Describes } from '../../platform/http/api-docs.js';
import { languageFor } from '../language.js';
import { type HistoryEntry, ShowHistory } from '../show-history/show-history.query.js';
import { accountHistorySchema, historyQuerySchema } from './account-history.schemas.js';
import { iconOf, outcomeOf } from './entry-kinds.js';

type HistoryQuery = z.infer<typeof historyQuerySchema>;
type AccountHistory = z.infer<typeof accountHistorySchema>;

@ApiTags('Console')
@Controller('api/v1/admin/accounts/:accountId/history')
export class AccountHistoryController {
  constructor(
    private readonly staff: StaffAuth,
    private readonly queries: QueryBus,
  ) {}

  @Get()
  @Describes({
    id: 'getAccountHistory',
    summary: 'What happened to an account, newest first',
    credential: 'session',
    answers: accountHistorySchema,
    refuses: ['console.notAllowed', 'console.assuranceTooLow', 'account.notFound', 'request.tooMany'],
  })
  async show(@Param('accountId') accountId: string, @Query({ schema: historyQuerySchema }) query: HistoryQuery, @Req() request: FastifyRequest): Promise<AccountHistory> {
    const member = await this.staff.require(request, 'account.history', { accountId });
    await this.staff.record(member, { accountId });
    const history = await this.queries.execute(new ShowHistory(accountId, true, languageFor(query.language, member.current.account)));
    return page(history.toReversed(), query);
  }
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
