import { Body, Controller, HttpCode, Post, Req } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { ApiTags } from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import { z } from 'zod';
import { organizationSchema } from '../../flow/sign-in.schemas.js';
import { Describes } from '../../platform/http/api-docs.js';
import { CommandIds } from '../../platform/http/command-ids.js';
import { contextOf } from '../../platform/http/request-context.js';
import { FreezeAccount } from './freeze.handler.js';

const freezeSchema = z
  .strictObject({ token: z.string().min(1).max(512).meta({ description: 'From the fragment of the mailed link.' }) })
  .meta({ id: 'FreezeAccount', description: 'The token of the link in the notice of a reset.' });

const frozenSchema = z
  .strictObject({ organization: organizationSchema.nullable().meta({ description: 'Whose support unfreezes it.' }) })
  .meta({ id: 'FrozenAccount', description: 'The account is frozen.' });

@ApiTags('Account')
@Controller('api/v1/account-freezes')
export class FreezeController {
  constructor(
    private readonly commands: CommandBus,
    private readonly commandIds: CommandIds,
  ) {}

  @Post()
  @HttpCode(200)
  @Describes({
    id: 'freezeAccount',
    summary: '“This wasn’t me”: freeze the account whose MFA was reset',
    credential: 'none',
    answers: frozenSchema,
    refuses: ['freeze.notValid', 'request.tooMany'],
  })
  async freeze(@Body({ schema: freezeSchema }) { token }: z.infer<typeof freezeSchema>, @Req() request: FastifyRequest): Promise<z.infer<typeof frozenSchema>> {
    const context = contextOf(request);
    const commandId = this.commandIds.commandIdFor(context, token, 'POST /account-freezes');
    const organization = await this.commands.execute(new FreezeAccount(token, context, commandId));
    return { organization: organization && { name: organization.name, supportContact: organization.supportContact } };
  }
}
