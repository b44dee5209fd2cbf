import { Body, Controller, HttpCode, Param, Post, Req, Res } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { ApiTags } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { z } from 'zod';
import { FlowHttp } from '../../flow/flow-http.js';
import { firstFactorPasskeySchema, signInSchema, type SignInAnswer } from '../../flow/sign-in.schemas.js';
import { Describes } from '../../platform/http/api-docs.js';
import { VerifyPasskey } from './verify-passkey.handler.js';

@ApiTags('Sign-in')
@Controller('api/v1/sign-ins')
export class VerifyPasskeyController {
  constructor(
    private readonly commands: CommandBus,
    private readonly http: FlowHttp,
  ) {}

  @Post(':signInId/passkey')
  @HttpCode(200)
  @Describes({
    id: 'verifyPasskey',
    summary: 'Sign in with a passkey instead of the password',
    credential: 'sign-in',
    answers: signInSchema,
    refuses: ['sign-in.rejected', 'request.tooMany', 'platform.overloaded'],
  })
  async verify(
    @Param('signInId') signInId: string,
    @Body({ schema: firstFactorPasskeySchema }) body: z.infer<typeof firstFactorPasskeySchema>,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<SignInAnswer> {
    const flow = this.http.request(request, signInId, 'POST /sign-ins/passkey', body);
    return this.http.reply(reply, await this.commands.execute(new VerifyPasskey(flow, body.credential)));
  }
}
