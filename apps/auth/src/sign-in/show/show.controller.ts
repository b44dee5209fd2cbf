import { Controller, Get, Req, Res } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { FlowHttp } from '../../flow/flow-http.js';
import { signInSchema, type SignInAnswer } from '../../flow/sign-in.schemas.js';
import { Steps } from '../../flow/steps.js';
import { Describes } from '../../platform/http/api-docs.js';

@ApiTags('Sign-in')
@Controller('api/v1/sign-ins')
export class ShowController {
  constructor(
    private readonly steps: Steps,
    private readonly http: FlowHttp,
  ) {}

  @Get('current')
  @Describes({
    id: 'getCurrentSignIn',
    summary: 'Where this sign-in stands',
    description: 'For a page that was loaded again. Codes and tokens that were shown once are not shown again.',
    credential: 'sign-in',
    answers: signInSchema,
  })
  async show(@Req() request: FastifyRequest, @Res({ passthrough: true }) reply: FastifyReply): Promise<SignInAnswer> {
    const { ticket } = this.http.request(request, null, 'GET /sign-ins/current');
    return this.http.reply(reply, await this.steps.present(ticket));
  }
}
