import { Controller, HttpCode, Post, Req } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { ApiTags } from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import { SessionAuth } from '../../flow/session-auth.js';
import { Describes } from '../../platform/http/api-docs.js';
import { EndOtherSessions } from './end-other-sessions.handler.js';

@ApiTags('Session')
@Controller('api/v1/sessions/end-others')
export class EndOtherSessionsController {
  constructor(
    private readonly commands: CommandBus,
    private readonly auth: SessionAuth,
  ) {}

  @Post()
  @HttpCode(204)
  @Describes({
    id: 'endOtherSessions',
    summary: 'End all of one’s other sessions',
    description: 'Sign-ins under way end as well; the session of this request stays.',
    credential: 'session',
  })
  async end(@Req() request: FastifyRequest): Promise<void> {
    const current = await this.auth.require(request);
    await this.commands.execute(new EndOtherSessions(current, this.auth.commandId(current, 'POST /sessions/end-others')));
  }
}
