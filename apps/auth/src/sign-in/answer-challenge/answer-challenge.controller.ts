import { Body, Controller, HttpCode, Param, Post, Req, Res } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { ApiTags } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { z } from 'zod';
import { FlowHttp } from '../../flow/flow-http.js';
import { answerChallengeSchema, signInSchema, type SignInAnswer } from '../../flow/sign-in.schemas.js';
import { Describes } from '../../platform/http/api-docs.js';
import { AnswerChallenge } from './answer-challenge.handler.js';

@ApiTags('Sign-in')
@Controller('api/v1/sign-ins')
export class AnswerChallengeController {
  constructor(
    private readonly commands: CommandBus,
    private readonly http: FlowHttp,
  ) {}

  @Post(':signInId/challenges/:challengeId/answer')
  @HttpCode(200)
  @Describes({
    id: 'answerChallenge',
    summary: 'Answer a challenge',
    description: 'Wrong, reused, expired, unknown and limited get one and the same answer.',
    credential: 'sign-in',
    answers: signInSchema,
    refuses: ['challenge.rejected', 'request.tooMany', 'platform.overloaded'],
  })
  async answer(
    @Param('signInId') signInId: string,
    @Param('challengeId') challengeId: string,
    @Body({ schema: answerChallengeSchema }) body: z.infer<typeof answerChallengeSchema>,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<SignInAnswer> {
    const flow = this.http.request(request, signInId, `POST /sign-ins/challenges/${challengeId}`, body);
    return this.http.reply(reply, await this.commands.execute(new AnswerChallenge(flow, challengeId, body)));
  }
}
