import { Controller, Delete, HttpCode, Param, Req, Res } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { FlowHttp } from '../../flow/flow-http.js';
import { Describes } from '../../platform/http/api-docs.js';

@ApiTags('Sign-in')
@Controller('api/v1/sign-ins')
export class ForgetController {
  constructor(private readonly http: FlowHttp) {}

  @Delete(':signInId')
  @HttpCode(204)
  @Describes({
    id: 'forgetSignIn',
    summary: 'Forget this sign-in and start again',
    credential: 'sign-in',
  })
  forget(
    @Param('signInId') signInId: string,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): void {
    this.http.request(request, signInId, 'DELETE /sign-ins');
    this.http.forget(reply);
  }
}
