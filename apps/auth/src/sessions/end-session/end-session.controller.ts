import { Controller, Delete, HttpCode, Param, Req } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { ApiTags } from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import { SessionAuth } from '../../flow/session-auth.js';
import { Describes } from '../../platform/http/api-docs.js';
import { EndSession } from './end-session.handler.js';

@ApiTags('Session')
@Controller('api/v1/sessions')
export class EndSessionController {
  constructor(
    private readonly commands: CommandBus,
    private readonly auth: SessionAuth,
  ) {}

  @Delete(':sessionId')
  @HttpCode(204)
  @Describes({
    id: 'endSession',
    summary: 'End one of one’s own sessions',
    credential: 'session',
    refuses: ['session.notFound'],
  })
  async end(@Param('sessionId') sessionId: string, @Req() request: FastifyRequest): Promise<void> {
    const current = await this.auth.require(request);
    const commandId = this.auth.commandId(current, `DELETE /sessions/${sessionId}`);
    await this.commands.execute(new EndSession(current, sessionId, commandId));
  }
}
