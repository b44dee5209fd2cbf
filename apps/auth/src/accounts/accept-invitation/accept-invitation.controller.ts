import { Body, Controller, HttpCode, Post, Req, Res } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { ApiTags } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { z } from 'zod';
import { deviceIdIn, FlowHttp } from '../../flow/flow-http.js';
import { signInSchema, type SignInAnswer } from '../../flow/sign-in.schemas.js';
import { Describes } from '../../platform/http/api-docs.js';
import { CommandIds } from '../../platform/http/command-ids.js';
import { contextOf } from '../../platform/http/request-context.js';
import { acceptInvitationSchema } from '../account.schemas.js';
import { AcceptInvitation } from './accept-invitation.handler.js';

@ApiTags('Invitation')
@Controller('api/v1/invitations')
export class AcceptInvitationController {
  constructor(
    private readonly commands: CommandBus,
    private readonly http: FlowHttp,
    private readonly commandIds: CommandIds,
  ) {}

  @Post('accept')
  @HttpCode(200)
  @Describes({
    id: 'acceptInvitation',
    summary: 'Accept an invitation by choosing a password',
    description: 'Goes straight on into the sign-in: set-up where MFA is required, else signed in.',
    credential: 'none',
    answers: signInSchema,
    refuses: [
      'invitation.notValid',
      'password.tooShort',
      'password.tooLong',
      'password.tooCommon',
      'password.containsName',
      'request.tooMany',
      'platform.overloaded',
    ],
  })
  async accept(
    @Body({ schema: acceptInvitationSchema }) body: z.infer<typeof acceptInvitationSchema>,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<SignInAnswer> {
    const context = contextOf(request);
    const commandId = this.commandIds.commandIdFor(context, body.token, 'POST /invitations/accept', body);
    return this.http.reply(reply, await this.commands.execute(new AcceptInvitation(body, deviceIdIn(request, body), context, commandId)));
  }
}
