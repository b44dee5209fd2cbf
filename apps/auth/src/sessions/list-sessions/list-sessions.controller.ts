import { Controller, Get, Req } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { ApiTags } from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import type { z } from 'zod';
import { SessionAuth } from '../../flow/session-auth.js';
import { Describes } from '../../platform/http/api-docs.js';
import { ReadsViews } from '../../platform/projections/reads-views.js';
import { sessionListSchema } from '../session.schemas.js';
import { ListSessions } from './list-sessions.query.js';

@ApiTags('Session')
@ReadsViews()
@Controller('api/v1/sessions')
export class ListSessionsController {
  constructor(
    private readonly queries: QueryBus,
    private readonly auth: SessionAuth,
  ) {}

  @Get()
  @Describes({
    id: 'listSessions',
    summary: 'One’s own live sessions',
    credential: 'session',
    answers: sessionListSchema,
  })
  async list(@Req() request: FastifyRequest): Promise<z.infer<typeof sessionListSchema>> {
    const { accountId, account, session } = await this.auth.require(request);
    const listed = await this.queries.execute(new ListSessions(accountId));
    return {
      sessions: listed
        // The list may be a moment old; what is live is what the account says.
        .filter(({ id, ended }) => ended === null && account.sessions[id] !== undefined)
        .map(({ id, startedAt, lastActiveAt, expiresAt, acr, userAgent }) => ({
          id,
          current: id === session.id,
          startedAt,
          lastActiveAt,
          expiresAt,
          acr,
          userAgent: userAgent ?? '',
        })),
    };
  }
}
