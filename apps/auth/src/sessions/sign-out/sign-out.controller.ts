import { Controller, Delete, HttpCode, Req, Res } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { ApiTags } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { signInCookie } from '../../flow/flow-http.js';
import { SessionAuth, sessionCookie } from '../../flow/session-auth.js';
import { Describes } from '../../platform/http/api-docs.js';
import { clearHostCookie } from '../../platform/http/cookies.js';
import { EndSession } from '../end-session/end-session.handler.js';

@ApiTags('Session')
@Controller('api/v1/session')
export class SignOutController {
  constructor(
    private readonly commands: CommandBus,
    private readonly auth: SessionAuth,
  ) {}

  @Delete()
  @HttpCode(204)
  @Describes({
    id: 'signOut',
    summary: 'Sign out',
    credential: 'session',
  })
  async signOut(@Req() request: FastifyRequest, @Res({ passthrough: true }) reply: FastifyReply): Promise<void> {
    const current = await this.auth.require(request);
    const commandId = this.auth.commandId(current, 'DELETE /session');
    await this.commands.execute(new EndSession(current, current.session.id, commandId));
    clearHostCookie(reply, sessionCookie);
    clearHostCookie(reply, signInCookie);
    // ASVS 14.3.1: nothing of the session stays in the browser.
    void reply.header('clear-site-data', '"cache", "storage"');
  }
}
