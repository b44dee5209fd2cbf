import { Body, Controller, HttpCode, Param, Post, Req, Res } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { ApiTags } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { z } from 'zod';
import { FlowHttp } from '../../flow/flow-http.js';
import { emptySchema, type SignInAnswer, signInSchema } from '../../flow/sign-in.schemas.js';
import { Describes } from '../../platform/http/api-docs.js';
import { ConfirmRecoveryCode } from './confirm-recovery-code.handler.js';

@ApiTags('Set-up')
@Controller('api/v1/sign-ins')
export class ConfirmRecoveryCodeController {
  constructor(
    private readonly commands: CommandBus,
    private readonly http: FlowHttp,
  ) {}

  @Post(':signInId/recovery-code/confirmation')
  @HttpCode(200)
  @Describes({
    id: 'confirmRecoveryCode',
    summary: 'Say that the recovery code is stored',
    credential: 'sign-in',
    answers: signInSchema,
    refuses: ['sign-in.wrongStep'],
  })
  async confirm(
    @Param('signInId') signInId: string,
    @Body({ schema: emptySchema }) body: z.infer<typeof emptySchema>,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<SignInAnswer> {
    const flow = this.http.request(request, signInId, 'POST /sign-ins/recovery-code/confirmation', body);
    return this.http.reply(reply, await this.commands.execute(new ConfirmRecoveryCode(flow)));
  }
}
