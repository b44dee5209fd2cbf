import { Body, Controller, HttpCode, Param, Post, Req, Res } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { ApiTags } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { z } from 'zod';
import { FlowHttp } from '../../flow/flow-http.js';
import { confirmAuthenticatorSchema, type SignInAnswer, signInSchema } from '../../flow/sign-in.schemas.js';
import { Describes } from '../../platform/http/api-docs.js';
import { ConfirmAuthenticator } from './confirm-authenticator.handler.js';

@ApiTags('Set-up')
@Controller('api/v1/sign-ins')
export class ConfirmAuthenticatorController {
  constructor(
    private readonly commands: CommandBus,
    private readonly http: FlowHttp,
  ) {}

  @Post(':signInId/authenticator/confirmation')
  @HttpCode(200)
  @Describes({
    id: 'confirmAuthenticator',
    summary: 'Prove the authenticator app with one code',
    credential: 'sign-in',
    answers: signInSchema,
    refuses: ['enrolment.codeRejected', 'enrolment.expired', 'request.tooMany', 'sign-in.wrongStep', 'platform.overloaded'],
  })
  async confirm(
    @Param('signInId') signInId: string,
    @Body({ schema: confirmAuthenticatorSchema }) body: z.infer<typeof confirmAuthenticatorSchema>,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<SignInAnswer> {
    const flow = this.http.request(request, signInId, 'POST /sign-ins/authenticator/confirmation', body);
    return this.http.reply(reply, await this.commands.execute(new ConfirmAuthenticator(flow, body.code)));
  }
}
