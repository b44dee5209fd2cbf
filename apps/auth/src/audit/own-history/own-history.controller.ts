import { Controller, Get, HttpCode, Param, Post, Query, Req } from '@nestjs/common';
import { CommandBus, QueryBus } from '@nestjs/cqrs';
import { ApiTags } from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import type { z } from 'zod';
import { SessionAuth } from '../../flow/session-auth.js';
import { Describes } from '../../platform/http/api-docs.js';
import { languageFor } from '../language.js';
import { DisputeActivity } from './dispute-activity.handler.js';
import { ShowOwnHistory } from './own-history.handler.js';
import { ownHistoryQuerySchema, ownHistorySchema, type OwnHistoryPage } from './own-history.schema.js';

@ApiTags('Account')
@Controller('api/v1/account/history')
export class OwnHistoryController {
  constructor(
    private readonly commands: CommandBus,
    private readonly queries: QueryBus,
    private readonly auth: SessionAuth,
  ) {}

  @Get()
  @Describes({
    id: 'getOwnHistory',
    summary: 'What happened to one’s own account',
    description: 'Newest first, in sentences for the holder. The page after this one: `before` is `next` of the answer.',
    credential: 'session',
    answers: ownHistorySchema,
  })
  async show(
    @Query({ schema: ownHistoryQuerySchema }) query: z.infer<typeof ownHistoryQuerySchema>,
    @Req() request: FastifyRequest,
  ): Promise<OwnHistoryPage> {
    const { account, accountId, session } = await this.auth.require(request);
    const language = languageFor(query.language, account);
    return this.queries.execute(new ShowOwnHistory(accountId, session.id, { before: query.before, limit: query.limit, language }));
  }

  @Post(':entryId/dispute')
  @HttpCode(204)
  @Describes({
    id: 'disputeActivity',
    summary: '“This wasn’t me”: end every other session',
    description: 'Needs no step-up, because it only takes access away. Afterwards, change the password and look through the devices.',
    credential: 'session',
    refuses: ['history.notFound'],
  })
  async dispute(@Param('entryId') entryId: string, @Req() request: FastifyRequest): Promise<void> {
    const current = await this.auth.require(request);
    const commandId = this.auth.commandId(current, `POST /account/history/${entryId}/dispute`);
    await this.commands.execute(new DisputeActivity(current, entryId, commandId));
  }
}
