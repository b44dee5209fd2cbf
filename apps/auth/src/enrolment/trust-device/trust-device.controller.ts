import { Body, Controller, HttpCode, Param, Post, Req, Res } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { ApiTags } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { z } from 'zod';
import { FlowHttp } from '../../flow/flow-http.js';
import { type SignInAnswer, signInSchema, trustDeviceSchema } from '../../flow/sign-in.schemas.js';
import { Describes } from '../../platform/http/api-docs.js';
import { TrustDevice } from './trust-device.handler.js';

@ApiTags('Set-up')
@Controller('api/v1/sign-ins')
export class TrustDeviceController {
  constructor(
    private readonly commands: CommandBus,
    private readonly http: FlowHttp,
  ) {}

  @Post(':signInId/device')
  @HttpCode(200)
  @Describes({
    id: 'trustDevice',
    summary: 'Trust this device with a passkey',
    credential: 'sign-in',
    answers: signInSchema,
    refuses: ['device.refused', 'sign-in.wrongStep'],
  })
  async trust(
    @Param('signInId') signInId: string,
    @Body({ schema: trustDeviceSchema }) body: z.infer<typeof trustDeviceSchema>,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<SignInAnswer> {
    const flow = this.http.request(request, signInId, 'POST /sign-ins/device', body);
    return this.http.reply(reply, await this.commands.execute(new TrustDevice(flow, body.credential, body.name)));
  }
}
