import { Body, Controller, HttpCode, Put, Req } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { ApiTags } from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import type { z } from 'zod';
import { SessionAuth } from '../../flow/session-auth.js';
import { Describes } from '../../platform/http/api-docs.js';
import { changeLanguageSchema } from '../show-account/account.schema.js';
import { ChangeLanguage } from './change-language.handler.js';

@ApiTags('Account')
@Controller('api/v1/account/language')
export class ChangeLanguageController {
  constructor(
    private readonly commands: CommandBus,
    private readonly auth: SessionAuth,
  ) {}

  @Put()
  @HttpCode(204)
  @Describes({
    id: 'changeLanguage',
    summary: 'Choose the language of one’s mails',
    credential: 'session',
    refuses: ['account.languageInvalid'],
  })
  async change(
    @Body({ schema: changeLanguageSchema }) body: z.infer<typeof changeLanguageSchema>,
    @Req() request: FastifyRequest,
  ): Promise<void> {
    const current = await this.auth.require(request);
    await this.commands.execute(new ChangeLanguage(current, body.language, this.auth.commandId(current, 'PUT /account/language', body)));
  }
}
