import { Module } from '@nestjs/common';
import { AnswerChallengeController } from './answer-challenge/answer-challenge.controller.js';
import { AnswerChallengeHandler } from './answer-challenge/answer-challenge.handler.js';
import { BeginController } from './begin/begin.controller.js';
import { BeginInSessionHandler, BeginSignInHandler } from './begin/begin.handler.js';
import { ForgetController } from './forget/forget.controller.js';
import { IssueChallengeController } from './issue-challenge/issue-challenge.controller.js';
import { IssueChallengeHandler } from './issue-challenge/issue-challenge.handler.js';
import { ShowController } from './show/show.controller.js';
import { VerifyPasskeyController } from './verify-passkey/verify-passkey.controller.js';
import { VerifyPasskeyHandler } from './verify-passkey/verify-passkey.handler.js';
import { VerifyPasswordController } from './verify-password/verify-password.controller.js';
import { VerifyPasswordHandler } from './verify-password/verify-password.handler.js';

@Module({
  controllers: [
    BeginController,
    ShowController,
    VerifyPasswordController,
    VerifyPasskeyController,
    IssueChallengeController,
    AnswerChallengeController,
    ForgetController,
  ],
  providers: [
    BeginSignInHandler,
    BeginInSessionHandler,
    VerifyPasswordHandler,
    VerifyPasskeyHandler,
    IssueChallengeHandler,
    AnswerChallengeHandler,
  ],
})
export class SignInModule {}
