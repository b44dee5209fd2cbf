import { Body, Controller, HttpCode, Param, Post, Req, Res } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { ApiTags } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { z } from 'zod';
import { FlowHttp } from '../../flow/flow-http.js';
import { emptySchema, type SignInAnswer, signInSchema } from '../../flow/sign-in.schemas.js';
import { Describes } from '../../platform/http/api-docs.js';
import { DeclineDeviceTrust } from './decline-device-trust.handler.js';

@ApiTags('Set-up')
@Controller('api/v1/sign-ins')
export class DeclineDeviceTrustController {
  constructor(
    private readonly commands: CommandBus,
    private readonly http: FlowHttp,
  ) {}

  @Post(':signInId/device/declined')
  @HttpCode(200)
  @Describes({
    id: 'declineDeviceTrust',
    summary: 'Do not trust this device now',
    credential: 'sign-in',
    answers: signInSchema,
    refuses: ['sign-in.wrongStep'],
  })
  async decline(
    @Param('signInId') signInId: string,
    @Body({ schema: emptySchema }) body: z.infer<typeof emptySchema>,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<SignInAnswer> {
    const flow = this.http.request(request, signInId, 'POST /sign-ins/device/declined', body);
    return this.http.reply(reply, await this.commands.execute(new DeclineDeviceTrust(flow)));
  }
}
