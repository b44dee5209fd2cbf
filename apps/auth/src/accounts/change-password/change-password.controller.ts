import { Body, Controller, HttpCode, Post, Req } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { ApiTags } from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import type { z } from 'zod';
import { SessionAuth } from '../../flow/session-auth.js';
import { Describes } from '../../platform/http/api-docs.js';
import { changePasswordSchema } from '../account.schemas.js';
import { ChangePassword } from './change-password.handler.js';

@ApiTags('Account')
@Controller('api/v1/password')
export class ChangePasswordController {
  constructor(
    private readonly commands: CommandBus,
    private readonly auth: SessionAuth,
  ) {}

  @Post()
  @HttpCode(204)
  @Describes({
    id: 'changePassword',
    summary: 'Change one’s password',
    description: 'Takes the present one and a session proved within the last minutes; every other session ends.',
    credential: 'session',
    refuses: [
      'session.stepUpRequired',
      'password.wrong',
      'password.tooShort',
      'password.tooLong',
      'password.tooCommon',
      'password.containsName',
      'request.tooMany',
      'platform.overloaded',
    ],
  })
  async change(
    @Body({ schema: changePasswordSchema }) body: z.infer<typeof changePasswordSchema>,
    @Req() request: FastifyRequest,
  ): Promise<void> {
    const current = await this.auth.require(request);
    const commandId = this.auth.commandId(current, 'POST /password', body);
    await this.commands.execute(new ChangePassword(current, body.currentPassword, body.newPassword, commandId));
  }
}
