import { Body, Controller, HttpCode, Param, Post, Req, Res } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { ApiTags } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { z } from 'zod';
import { FlowHttp } from '../../flow/flow-http.js';
import { issueChallengeSchema, signInSchema, type SignInAnswer } from '../../flow/sign-in.schemas.js';
import { Describes } from '../../platform/http/api-docs.js';
import { IssueChallenge } from './issue-challenge.handler.js';

@ApiTags('Sign-in')
@Controller('api/v1/sign-ins')
export class IssueChallengeController {
  constructor(
    private readonly commands: CommandBus,
    private readonly http: FlowHttp,
  ) {}

  @Post(':signInId/challenges')
  @HttpCode(200)
  @Describes({
    id: 'issueChallenge',
    summary: 'Try another method, or send the code again',
    credential: 'sign-in',
    answers: signInSchema,
    refuses: ['challenge.methodNotAvailable', 'challenge.tooSoon', 'challenge.tooMany', 'sign-in.wrongStep', 'request.tooMany'],
  })
  async issue(
    @Param('signInId') signInId: string,
    @Body({ schema: issueChallengeSchema }) body: z.infer<typeof issueChallengeSchema>,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<SignInAnswer> {
    const flow = this.http.request(request, signInId, 'POST /sign-ins/challenges', body);
    return this.http.reply(reply, await this.commands.execute(new IssueChallenge(flow, body.method)));
  }
}
