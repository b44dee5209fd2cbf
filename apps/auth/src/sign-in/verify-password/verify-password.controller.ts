import { Body, Controller, HttpCode, Param, Post, Req, Res } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { ApiTags } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { z } from 'zod';
import { FlowHttp } from '../../flow/flow-http.js';
import { signInSchema, verifyPasswordSchema, type SignInAnswer } from '../../flow/sign-in.schemas.js';
import { Describes } from '../../platform/http/api-docs.js';
import { VerifyPassword } from './verify-password.handler.js';

@ApiTags('Sign-in')
@Controller('api/v1/sign-ins')
export class VerifyPasswordController {
  constructor(
    private readonly commands: CommandBus,
    private readonly http: FlowHttp,
  ) {}

  @Post(':signInId/password')
  @HttpCode(200)
  @Describes({
    id: 'verifyPassword',
    summary: 'Give the password',
    description: 'Wrong, unknown, disabled and limited get one and the same answer.',
    credential: 'sign-in',
    answers: signInSchema,
    refuses: ['sign-in.rejected', 'sign-in.wrongStep', 'request.tooMany', 'platform.overloaded'],
  })
  async verify(
    @Param('signInId') signInId: string,
    @Body({ schema: verifyPasswordSchema }) body: z.infer<typeof verifyPasswordSchema>,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<SignInAnswer> {
    const flow = this.http.request(request, signInId, 'POST /sign-ins/password', body);
    return this.http.reply(reply, await this.commands.execute(new VerifyPassword(flow, body.password)));
  }
}
