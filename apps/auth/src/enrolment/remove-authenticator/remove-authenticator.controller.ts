import { Controller, Delete, HttpCode, Param, Req } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { ApiTags } from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import { SessionAuth } from '../../flow/session-auth.js';
import { Describes } from '../../platform/http/api-docs.js';
import { RemoveAuthenticator } from './remove-authenticator.handler.js';

@ApiTags('Account')
@Controller('api/v1/authenticators')
export class RemoveAuthenticatorController {
  constructor(
    private readonly commands: CommandBus,
    private readonly auth: SessionAuth,
  ) {}

  @Delete(':authenticatorId')
  @HttpCode(204)
  @Describes({
    id: 'removeAuthenticator',
    summary: 'Remove one’s authenticator app',
    description: 'To change telephones, set up the new app instead (`set-up`): it takes the place of the old one once it is confirmed.',
    credential: 'session',
    refuses: ['session.stepUpRequired', 'authenticator.notFound', 'factor.required'],
  })
  async remove(@Param('authenticatorId') authenticatorId: string, @Req() request: FastifyRequest): Promise<void> {
    const current = await this.auth.require(request);
    const commandId = this.auth.commandId(current, `DELETE /authenticators/${authenticatorId}`);
    await this.commands.execute(new RemoveAuthenticator(current, authenticatorId, commandId));
  }
}
