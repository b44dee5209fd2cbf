import { Body, Controller, HttpCode, Post, Req, Res } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { ApiTags } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { FlowHttp, deviceIdIn } from '../../flow/flow-http.js';
import { SessionAuth } from '../../flow/session-auth.js';
import { beginSignInSchema, signInSchema, type BeginSignInInput, type SignInAnswer } from '../../flow/sign-in.schemas.js';
import { Describes } from '../../platform/http/api-docs.js';
import { contextOf } from '../../platform/http/request-context.js';
import { BeginInSession, BeginSignIn } from './begin.handler.js';

@ApiTags('Sign-in')
@Controller('api/v1/sign-ins')
export class BeginController {
  constructor(
    private readonly commands: CommandBus,
    private readonly http: FlowHttp,
    private readonly sessionAuth: SessionAuth,
  ) {}

  @Post()
  @HttpCode(201)
  @Describes({
    id: 'beginSignIn',
    summary: 'Begin a sign-in',
    description: 'Answers the same for every address, known or not. With a session, `step-up` proves oneself again; the other purposes change one’s own account and need a session proved within the last minutes.',
    credential: 'session-or-none',
    answers: signInSchema,
    status: 201,
    refuses: ['request.tooMany', 'session.stepUpRequired', 'enrolment.required', 'challenge.methodNotAvailable'],
  })
  async begin(
    @Body({ schema: beginSignInSchema }) body: BeginSignInInput,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<SignInAnswer> {
    const deviceId = deviceIdIn(request, body);
    const { purpose } = body;
    if (purpose === 'sign-in') {
      return this.http.reply(reply, await this.commands.execute(new BeginSignIn(body, deviceId, contextOf(request))));
    }
    const current = await this.sessionAuth.require(request);
    const commandId = this.sessionAuth.commandId(current, 'POST /sign-ins', body);
    return this.http.reply(reply, await this.commands.execute(new BeginInSession(body, purpose, deviceId, current, commandId)));
  }
}
